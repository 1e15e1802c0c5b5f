import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { bundleWorkflows } from './workflow-bundle.ts';

// Beside Temporal's own modules, which a bundle takes in.
const folder = mkdtempSync(fileURLToPath(new URL('../../../node_modules/.workflows-', import.meta.url)));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('puts the workflows of a file into one script', async () => {
  const path = written('fine.js', `export async function Sleepless() { return 'awake'; }`);
  expect((await bundleWorkflows(path)).code).toContain('Sleepless');
}, 30_000);

it('fails with what the bundler said, rather than with an empty script', async () => {
  const path = written('broken.js', `export { gone } from './nowhere.js';`);
  await expect(bundleWorkflows(path)).rejects.toThrow('nowhere');
}, 30_000);
