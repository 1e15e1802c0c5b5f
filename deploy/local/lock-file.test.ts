import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = lockShape.parse(JSON.parse(text));
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

it('locks the native parts of every platform, without which npm ci refuses the file elsewhere', () => {
  const locked = new Set(Object.keys(packages).map(nameOf));
  const wanted = Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});

it('names no registry: everybody installs from their own', () => {
  const addresses = Object.values(packages).flatMap(({ resolved = '' }) => resolved);
  expect(addresses.filter((address) => address.includes('://'))).toEqual([]);
});
