import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startBacking } from './backing.ts';
import { Child } from './child.ts';
import { buildDashboard } from './dashboard.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { demoSignIn } from './demo-sign-in.ts';
import { environmentForCommands, environmentOf, type Backing } from './environment.ts';
import { checkPorts } from './check-ports.ts';
import { step } from './progress.ts';
import { loadSecrets, secretsFile } from './secrets.ts';
import { startServices } from './services.ts';
import { listenersOf, type Settings } from './settings.ts';
import { table } from './table.ts';

/** Starts all of it in order, and returns the table of what runs where. */
export async function bringUp(settings: Settings, repository: string): Promise<string> {
  const folder = await openDataFolder(settings.dataDir, settings.flags.fresh);
  await checkPorts(listenersOf(settings));
  const secrets = loadSecrets(folder.root);
  const [backing] = await Promise.all([startBacking(settings, secrets, folder), buildDashboard(repository)]);
  const env = environmentOf(settings, secrets, backing, process.env);
  saveEnvironment(folder, environmentForCommands(env));
  const script = (name: string, path: string) => runScript(name, join(repository, path), env, folder);

  await Promise.all([
    step('Bringing the database up to date', () => script('migrate', 'packages/database/src/migrate.ts')),
    step('Registering search attributes in Temporal', () =>
      script('search-attributes', 'packages/runtime/src/register-search-attributes.ts'),
    ),
  ]);
  await step('Starting the services', () => startServices(repository, settings, env, folder));
  if (settings.flags.demo && !existsSync(folder.demoSeeded)) {
    await step('Filling in the demo', () => script('seed-demo', 'deploy/local/seed-demo.ts'));
    writeFileSync(folder.demoSeeded, '');
  }
  return overviewOf(settings, backing, folder);
}

/** For its owner's eyes only, as the secrets beside it. */
function saveEnvironment({ environment }: DataFolder, env: Record<string, string>): void {
  // A file that is there would keep its mode.
  rmSync(environment, { force: true });
  writeFileSync(environment, `${JSON.stringify(env, undefined, 2)}\n`, { mode: 0o600 });
}

async function runScript(
  name: string,
  script: string,
  env: Record<string, string>,
  folder: DataFolder,
): Promise<void> {
  const args = ['--no-warnings', script];
  const child = new Child({ name, command: process.execPath, args, env, logFile: folder.log(name) });
  if ((await child.exited) !== 'ended with exit code 0') throw await child.failure();
}

function overviewOf({ ports, flags, given }: Settings, backing: Backing, folder: DataFolder): string {
  const here = (path: string) => (path.startsWith(process.cwd()) ? relative(process.cwd(), path) : path);
  const database = new URL(backing.databaseUrl);
  const dashboard = `http://localhost:${ports.gateway}`;
  return table([
    ['Dashboard', dashboard],
    ['Sign in', flags.demo ? `${demoSignIn.email} / ${demoSignIn.password}` : 'make the first account there'],
    ['GraphQL', `${dashboard}/graphql`],
    [
      'Temporal UI',
      given.temporalAddress ? `(yours: ${given.temporalAddress})` : `http://127.0.0.1:${ports.temporalUi}`,
    ],
    ['Mail inbox', given.smtpUrl ? '(yours)' : `http://127.0.0.1:${ports.mailInbox}`],
    ['Simulator', `http://127.0.0.1:${ports.simulator}`],
    ['PostgreSQL', `${database.host}${database.pathname} (passwords: ${here(secretsFile(folder.root))})`],
    ['Logs', here(join(folder.root, 'log'))],
  ]);
}
