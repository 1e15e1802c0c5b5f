import { join, resolve } from 'node:path';
import type { Listener } from './check-ports.ts';
import { SetupFailure } from './failure.ts';
import type { Flags } from './flags.ts';
import { parsePort } from './ports.ts';

/** What listens where by default, and the variable that moves it. */
const ports = {
  gateway: { variable: 'PORT', fallback: 4000 },
  postgres: { variable: 'POSTGRES_PORT', fallback: 54_320 },
  temporal: { variable: 'TEMPORAL_PORT', fallback: 7233 },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', fallback: 8233 },
  smtp: { variable: 'SMTP_PORT', fallback: 1025 },
  mailInbox: { variable: 'MAIL_INBOX_PORT', fallback: 1080 },
  simulator: { variable: 'SIMULATOR_PORT', fallback: 4010 },
} as const;

type Name = keyof typeof ports;

export interface Settings {
  /** Data, secrets and logs; `.roomnight` in the repository unless ROOMNIGHT_DATA says otherwise. */
  dataDir: string;
  flags: Flags;
  ports: Readonly<Record<Name, number>>;
  /** Backing services that run elsewhere; what is undefined is started here. */
  given: {
    databaseUrl: string | undefined;
    temporalAddress: string | undefined;
    smtpUrl: string | undefined;
  };
}

/** Puts flags, environment and defaults together. */
export function readSettings(flags: Flags, env: NodeJS.ProcessEnv, repository: string): Settings {
  const given = {
    databaseUrl: env.DATABASE_URL || undefined,
    temporalAddress: env.TEMPORAL_ADDRESS || undefined,
    smtpUrl: env.SMTP_URL || undefined,
  };
  if (flags.fresh && (given.databaseUrl !== undefined || given.temporalAddress !== undefined)) {
    throw new SetupFailure(
      '--fresh empties only what npm start runs itself: unset DATABASE_URL and TEMPORAL_ADDRESS.',
    );
  }
  const portOf = (listener: Name) => {
    const { variable, fallback } = ports[listener];
    const text = env[variable];
    return text ? parsePort(text, variable) : fallback;
  };
  return {
    dataDir: resolve(env.ROOMNIGHT_DATA || join(repository, '.roomnight')),
    flags,
    given,
    ports: {
      gateway: flags.port ?? portOf('gateway'),
      postgres: portOf('postgres'),
      temporal: portOf('temporal'),
      temporalUi: portOf('temporalUi'),
      smtp: portOf('smtp'),
      mailInbox: portOf('mailInbox'),
      simulator: portOf('simulator'),
    },
  };
}

/** The listeners that will be started here, with the variable to name when the port is taken. */
export function listenersOf({ given, ports: chosen }: Settings): Listener[] {
  const started: [Name, string, boolean][] = [
    ['gateway', 'the dashboard', true],
    ['simulator', 'the simulator', true],
    ['postgres', 'PostgreSQL', given.databaseUrl === undefined],
    ['temporal', 'Temporal', given.temporalAddress === undefined],
    ['temporalUi', "Temporal's web interface", given.temporalAddress === undefined],
    ['smtp', 'the mail catcher', given.smtpUrl === undefined],
    ['mailInbox', 'the mail inbox', given.smtpUrl === undefined],
  ];
  return started
    .filter(([, , here]) => here)
    .map(([listener, what]) => ({ what, port: chosen[listener], variable: ports[listener].variable }));
}
