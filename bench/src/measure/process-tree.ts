import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU in hundredths of a second, whatever the processor. */
const msPerTick = 10;
const afterName = /\) (.*)$/s;

interface Process {
  pid: number;
  parent: number;
  /** Its own, and that of its children that have ended. */
  cpuMs: number;
}

/** CPU milliseconds that these processes and all they started have taken so far. */
export function treeCpuMs(roots: readonly number[]): number {
  const processes = running();
  const wanted = new Set(roots);
  // A child may have a lower id than its parent once ids wrapped around: until nothing is added.
  for (let before = 0; before !== wanted.size;) {
    before = wanted.size;
    for (const { pid, parent } of processes) if (wanted.has(parent)) wanted.add(pid);
  }
  return processes.reduce((sum, { pid, cpuMs }) => sum + (wanted.has(pid) ? cpuMs : 0), 0);
}

/** The processes that this one started and that still run. */
export function children(): number[] {
  return running().flatMap(({ pid, parent }) => (parent === process.pid ? [pid] : []));
}

/** Megabytes of memory a process holds, by the kernel's count. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  if (Number.isNaN(kilobytes)) throw new Error(`The memory of process ${pid} is not known.`);
  return kilobytes / 1024;
}

function running(): Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? read(Number(name)) : []));
}

/** See proc_pid_stat(5). The name may hold blanks and brackets, so fields are counted after it. */
function read(pid: number): Process[] {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between the list and now.
    return [];
  }
  const fields = afterName.exec(stat)?.[1]?.split(' ') ?? [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return [{ pid, parent: Number(fields[1]), cpuMs: ticks * msPerTick }];
}
