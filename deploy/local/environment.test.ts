import { describe, expect, it } from 'vitest';
import { environmentFor, environmentOf } from './environment.ts';
import { parseFlags } from './flags.ts';
import { readSettings } from './settings.ts';

const password = 'a/b:c@d';
const secrets = {
  encryptionKey: 'key',
  encryptionKeysOld: ['older'],
  authSecret: 'secret',
  postgresPassword: 'admin',
  rolePasswords: {
    gateway: password,
    sync: password,
    conflict: password,
    checklist: password,
    auth: password,
  },
};
const backing = {
  databaseUrl: 'postgres://postgres:admin@127.0.0.1:54320/roomnight',
  temporalAddress: '127.0.0.1:7233',
  smtpUrl: 'smtp://127.0.0.1:1025',
};
const settings = readSettings(parseFlags(['--port', '4100']), {}, '/');

describe('environmentOf', () => {
  it('gives each role its own URL in the same database', () => {
    const url = new URL(environmentOf(settings, secrets, backing, {}).DATABASE_URL_SYNC ?? '');
    expect([url.username, decodeURIComponent(url.password), url.host, url.pathname]).toEqual([
      'roomnight_sync',
      password,
      '127.0.0.1:54320',
      '/roomnight',
    ]);
  });

  it("lets the caller's own environment win, but for where things really are", () => {
    const own = { MAIL_FROM: 'me@example.com', PORT: '1', TEMPORAL_ADDRESS: 'x', AUTH_SECRET: '' };
    expect(environmentOf(settings, secrets, backing, own)).toMatchObject({
      MAIL_FROM: 'me@example.com',
      PORT: '4100',
      PUBLIC_URL: 'http://localhost:4100',
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      AUTH_SECRET: 'secret',
    });
  });
});

describe('environmentFor', () => {
  it("keeps the administrator's and the other services' database from a service", () => {
    const env = environmentFor(['gateway', 'auth'], environmentOf(settings, secrets, backing, {}));
    const databases = Object.keys(env).filter((name) => name.startsWith('DATABASE_URL'));
    expect(databases.toSorted()).toEqual(['DATABASE_URL_AUTH', 'DATABASE_URL_GATEWAY']);
    expect(env.SMTP_URL).toBe('smtp://127.0.0.1:1025');
  });
});
