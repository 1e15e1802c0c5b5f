import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';

/** What a thread is started with. */
export interface ThreadSettings {
  /** Whether everything else the machine has to do goes first. */
  readonly patient: boolean;
}

const { patient }: ThreadSettings = workerData;
// On Linux this is the thread's own priority; elsewhere it would be the whole process's. Loading code is work already.
if (patient && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
await import('./read-in-thread.ts');
