import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { residentMb, treeCpuMs } from './process-tree.ts';

describe.runIf(existsSync('/proc/self/stat'))('a process', () => {
  it('is counted with what its ended children took', () => {
    const before = treeCpuMs([process.pid]);
    spawnSync(process.execPath, ['-e', 'for (const end = Date.now() + 300; Date.now() < end;);']);
    expect(treeCpuMs([process.pid]) - before).toBeGreaterThanOrEqual(30);
  });

  it('holds a known amount of memory', () => {
    expect(residentMb(process.pid)).toBeGreaterThan(20);
    expect(residentMb(process.pid)).toBeLessThan(4_000);
  });
});
