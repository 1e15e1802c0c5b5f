import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pythonTools } from '../local/python-tools.ts';
import { namesReadBy, services } from './environment.test-names.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const file = join(repository, 'docker-compose.yml');
const python = await pythonTools();
if ('missing' in python)
  console.warn(`docker-compose.yml is not held against its schema: ${python.missing}.`);

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({}).optional(),
});
const compose = z.looseObject({ services: z.record(z.string(), service) });
const all = compose.parse(parse(readFileSync(file, 'utf8'), { merge: true })).services;

const named = (name: string) => {
  const found = all[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  it.skipIf('missing' in python)('is what Compose takes', () => {
    const command = join('path' in python ? python.path : '', 'check-jsonschema');
    const { status, stdout } = spawnSync(command, ['--builtin-schema', 'vendor.compose-spec', file], {
      encoding: 'utf8',
    });
    expect([status, stdout.trim()]).toEqual([0, 'ok -- validation done']);
  });

  it.each(services)('gives %s exactly the variables it reads', (name) => {
    expect(Object.keys(named(name).environment).toSorted()).toEqual(namesReadBy(name));
  });

  /** Not what Node is told besides. */
  const isScript = (word: string) => !word.startsWith('--');

  it('runs scripts that exist', () => {
    const scripts = Object.values(all).flatMap(({ command }) => command.filter(isScript));
    expect(scripts).toHaveLength(services.length + 2);
    expect(scripts.filter((script) => !existsSync(join(repository, script)))).toEqual([]);
  });

  it('waits for what is healthy, and only where health is checked', () => {
    const waits = Object.values(all).flatMap(({ depends_on }) => Object.entries(depends_on));
    const healthy = waits
      .filter(([, { condition }]) => condition === 'service_healthy')
      .map(([name]) => name);
    expect(healthy).toContain('postgres');
    for (const name of healthy) expect([name, named(name).healthcheck]).toEqual([name, expect.anything()]);
  });

  it('opens its ports to this machine only', () => {
    const ports = Object.values(all).flatMap((each) => each.ports);
    expect(ports.length).toBeGreaterThan(3);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
