import pg from 'pg';
import type { DataFolder } from './data-folder.ts';
import type { Backing } from './environment.ts';
import { startMailCatcher } from './mail-catcher.ts';
import { startPostgres } from './postgres.ts';
import { step } from './progress.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import { temporalCli } from './temporal-cli.ts';
import { startTemporal } from './temporal-server.ts';

const database = 'roomnight';

/** Starts the database, Temporal and the mail catcher, each unless its address was given. */
export async function startBacking(
  settings: Settings,
  secrets: Secrets,
  folder: DataFolder,
): Promise<Backing> {
  const { given, ports } = settings;
  const [databaseUrl, temporalAddress, smtpUrl] = await Promise.all([
    given.databaseUrl ??
      step('Starting PostgreSQL 18', () => ownPostgres(ports.postgres, secrets.postgresPassword, folder)),
    given.temporalAddress ?? ownTemporal(settings, folder),
    given.smtpUrl ?? step('Starting the mail catcher', () => ownMail(settings, folder)),
  ]);
  return { databaseUrl, temporalAddress, smtpUrl };
}

async function ownPostgres(port: number, password: string, folder: DataFolder): Promise<string> {
  const { url } = await startPostgres({
    dataDir: folder.postgres,
    port,
    password,
    logFile: folder.log('postgres'),
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  await client.end();
  return url.replace(/\/postgres$/, `/${database}`);
}

async function ownTemporal({ ports }: Settings, folder: DataFolder): Promise<string> {
  const cli = await temporalCli();
  await step('Starting Temporal', () =>
    startTemporal({
      cli,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      databaseFile: folder.temporal,
      logFile: folder.log('temporal'),
    }),
  );
  return `127.0.0.1:${ports.temporal}`;
}

async function ownMail({ ports }: Settings, folder: DataFolder): Promise<string> {
  await startMailCatcher({
    smtpPort: ports.smtp,
    inboxPort: ports.mailInbox,
    mailDir: folder.mail,
    logFile: folder.log('mail-catcher'),
  });
  return `smtp://127.0.0.1:${ports.smtp}`;
}
