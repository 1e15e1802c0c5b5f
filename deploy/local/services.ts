import { join } from 'node:path';
import type { Service as Role } from '@roomnight/database/roles';
import { Child } from './child.ts';
import type { DataFolder } from './data-folder.ts';
import { environmentFor } from './environment.ts';
import { errorIn } from './log-line.ts';
import { untilReady } from './ready.ts';
import type { Settings } from './settings.ts';

interface Service {
  name: string;
  main: string;
  /** What Node is told besides. */
  flags?: string[];
  /** The database roles it may use. */
  roles: readonly Role[];
  env?: Record<string, string>;
}

/** The processes of the product in the order they start. */
function servicesOf({ ports }: Settings, folder: DataFolder): Service[] {
  const simulator = { PORT: String(ports.simulator), SIM_STATE_FILE: join(folder.root, 'simulator.json') };
  return [
    { name: 'simulator', main: 'simulator/src/main.ts', roles: [], env: simulator },
    { name: 'conflict-service', main: 'services/conflict-service/src/main.ts', roles: ['conflict'] },
    {
      name: 'sync-worker',
      main: 'services/sync-worker/src/main.ts',
      // Short pauses: with V8's own 16 MB each collection of young garbage holds every poll up for 15 ms.
      flags: ['--max-semi-space-size=4'],
      roles: ['sync'],
    },
    { name: 'checklist-worker', main: 'services/checklist-worker/src/main.ts', roles: ['checklist'] },
    { name: 'gateway', main: 'services/gateway/src/main.ts', roles: ['gateway', 'auth'] },
  ];
}

/** Starts every service and waits until the gateway says that all of them work. */
export async function startServices(
  repository: string,
  settings: Settings,
  env: Record<string, string>,
  folder: DataFolder,
): Promise<void> {
  const children = servicesOf(settings, folder).map((service) =>
    startService(repository, service, env, folder),
  );
  const gateway = children.find((child) => child.name === 'gateway');
  if (!gateway) throw new Error('There is no gateway among the services.');
  const failure = Promise.race(children.map((child) => child.failure()));
  const failed = await Promise.race([
    untilReady(gateway, `http://127.0.0.1:${settings.ports.gateway}/readyz`),
    failure,
  ]);
  if (failed) throw failed;
}

/** Its errors are shown here; the rest is in its log. */
function startService(
  repository: string,
  service: Service,
  env: Record<string, string>,
  folder: DataFolder,
): Child {
  const { name, main, flags = [], roles } = service;
  return new Child({
    name,
    command: process.execPath,
    args: ['--no-warnings', ...flags, join(repository, main)],
    env: { ...environmentFor(roles, env), ...service.env },
    logFile: folder.log(name),
    onLine: (line) => {
      const error = errorIn(line);
      if (error !== undefined) console.error(`${name} │ ${error}`);
    },
  });
}
