import { LOGIN_ROLES, type Service } from '@roomnight/database/roles';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** Where the backing services are, wherever they run. */
export interface Backing {
  /** Of a role that may create roles; no service gets it. */
  databaseUrl: string;
  temporalAddress: string;
  smtpUrl: string;
}

type Env = Record<string, string>;

/** Everything the parts need, by their variables. What the caller's own environment sets has precedence. */
export function environmentOf(
  { ports }: Settings,
  secrets: Secrets,
  backing: Backing,
  own: NodeJS.ProcessEnv,
): Env {
  const made = madeHere(ports, secrets, backing);
  return {
    ...made,
    ...given(own),
    PORT: String(ports.gateway),
    DATABASE_URL: backing.databaseUrl,
    TEMPORAL_ADDRESS: backing.temporalAddress,
    SMTP_URL: backing.smtpUrl,
  };
}

function madeHere(ports: Settings['ports'], secrets: Secrets, backing: Backing): Env {
  const simulator = `127.0.0.1:${ports.simulator}`;
  return {
    NODE_ENV: 'production',
    PORT: String(ports.gateway),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://localhost:${ports.gateway}`,
    TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}`,
    TEMPORAL_NAMESPACE: 'default',
    MAIL_FROM: 'Roomnight <desk@roomnight.example>',
    ENCRYPTION_KEY: secrets.encryptionKey,
    ENCRYPTION_KEYS_OLD: secrets.encryptionKeysOld.join(','),
    AUTH_SECRET: secrets.authSecret,
    SIMULATOR_URL: `http://${simulator}`,
    FEED_ALLOW_PRIVATE: simulator,
    ...roleUrls(backing.databaseUrl, secrets),
  };
}

/** What commands beside it need to reach what is running, without the rest of the caller's environment. */
export function environmentForCommands(all: Env): Env {
  const wanted = /^(DATABASE_URL|ENCRYPTION_KEY|TEMPORAL_|FEED_|PUBLIC_URL)/;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.test(name)));
}

/** What one service may know: all but the administrator's URL and the other services' database roles. */
export function environmentFor(services: readonly Service[], all: Env): Env {
  const roles = new Set(services.map(variableOf));
  const foreign = (name: string) => name.startsWith('DATABASE_URL') && !roles.has(name);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !foreign(name)));
}

function roleUrls(adminUrl: string, { rolePasswords }: Secrets): Env {
  const services: Service[] = ['gateway', 'sync', 'conflict', 'checklist', 'auth'];
  const urls = services.map((service) => {
    const url = new URL(adminUrl);
    url.username = LOGIN_ROLES[service];
    url.password = rolePasswords[service];
    return [variableOf(service), url.href];
  });
  return Object.fromEntries(urls);
}

function variableOf(service: Service): string {
  return `DATABASE_URL_${service.toUpperCase()}`;
}

function given(own: NodeJS.ProcessEnv): Env {
  const set = Object.entries(own).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return Object.fromEntries(set);
}
