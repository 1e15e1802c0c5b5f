import { describe, expect, it } from 'vitest';
import { parseFlags } from './flags.ts';
import { listenersOf, readSettings } from './settings.ts';

const none = parseFlags([]);

describe('parseFlags', () => {
  it('has a demo and keeps the data unless told otherwise', () => {
    expect(none).toEqual({ fresh: false, demo: true, port: undefined });
    expect(parseFlags(['--fresh', '--no-demo', '--port', '4100'])).toEqual({
      fresh: true,
      demo: false,
      port: 4100,
    });
  });

  it('answers a wrong flag with how to use them', () => {
    expect(() => parseFlags(['--frsh'])).toThrow(/--frsh[^]*Usage: npm start/);
    expect(() => parseFlags(['--port', 'web'])).toThrow('--port must be a port');
  });
});

describe('readSettings', () => {
  it('falls back to the well-known ports and the folder in the repository', () => {
    const { ports, dataDir } = readSettings(none, {}, '/repository');
    expect(ports).toMatchObject({ gateway: 4000, postgres: 54_320, temporal: 7233, temporalUi: 8233 });
    expect(dataDir).toBe('/repository/.roomnight');
  });

  it('takes a port from the flag before the environment', () => {
    const env = { PORT: '4200', SMTP_PORT: '2525', ROOMNIGHT_DATA: '/elsewhere' };
    expect(readSettings(none, env, '/repository').ports).toMatchObject({ gateway: 4200, smtp: 2525 });
    expect(readSettings(parseFlags(['--port=4100']), env, '/repository').ports.gateway).toBe(4100);
    expect(readSettings(none, env, '/repository').dataDir).toBe('/elsewhere');
  });

  it('names the variable that holds no port', () => {
    expect(() => readSettings(none, { TEMPORAL_PORT: 'x' }, '/')).toThrow('TEMPORAL_PORT must be a port');
  });

  it('does not pretend to empty what runs elsewhere', () => {
    const fresh = parseFlags(['--fresh']);
    expect(() => readSettings(fresh, { DATABASE_URL: 'postgres://elsewhere/db' }, '/')).toThrow(
      '--fresh empties only',
    );
    expect(() => readSettings(fresh, { TEMPORAL_ADDRESS: 'elsewhere:7233' }, '/')).toThrow(
      '--fresh empties only',
    );
  });
});

describe('listenersOf', () => {
  const variables = (env: NodeJS.ProcessEnv) =>
    listenersOf(readSettings(none, env, '/')).map((each) => each.variable);

  it('needs a port for everything that is started here', () => {
    expect(variables({})).toEqual([
      'PORT',
      'SIMULATOR_PORT',
      'POSTGRES_PORT',
      'TEMPORAL_PORT',
      'TEMPORAL_UI_PORT',
      'SMTP_PORT',
      'MAIL_INBOX_PORT',
    ]);
  });

  it('needs none for what was given', () => {
    const env = { DATABASE_URL: 'postgres://a/b', TEMPORAL_ADDRESS: 'a:7233', SMTP_URL: 'smtp://a' };
    expect(variables(env)).toEqual(['PORT', 'SIMULATOR_PORT']);
  });
});
