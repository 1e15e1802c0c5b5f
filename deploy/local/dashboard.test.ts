import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOfFiles } from './dashboard.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomnight-hash-'));
  mkdirSync(join(folder, 'src', 'generated'), { recursive: true });
  writeFileSync(join(folder, 'src', 'a.ts'), 'one');
  writeFileSync(join(folder, 'other.txt'), 'other');
});

afterEach(() => rmSync(folder, { recursive: true }));

const hash = () => hashOfFiles(folder, ['src/**']);

it('changes with what a source file says, with its name, and with a new file', () => {
  const seen = [hash()];
  writeFileSync(join(folder, 'src', 'a.ts'), 'two');
  seen.push(hash());
  renameSync(join(folder, 'src', 'a.ts'), join(folder, 'src', 'b.ts'));
  seen.push(hash());
  writeFileSync(join(folder, 'src', 'c.ts'), '');
  seen.push(hash());
  expect(new Set(seen).size).toBe(4);
});

it('stays when nothing, or only what is generated or elsewhere, changes', () => {
  const before = hash();
  writeFileSync(join(folder, 'src', 'generated', 'graphql.ts'), 'made');
  writeFileSync(join(folder, 'other.txt'), 'changed');
  expect(hash()).toBe(before);
});
