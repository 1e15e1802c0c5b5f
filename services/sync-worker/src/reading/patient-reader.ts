import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { readFrames, writeFrame } from './byte-frames.ts';
import type { ThreadAnswer, ThreadRequest } from './read-in-thread.ts';
import { failedRead } from './reading.ts';

const script = fileURLToPath(new URL('./patient-process.ts', import.meta.url));
/** Everything else goes first, but a machine that is busy for minutes leaves it a tenth of a processor. */
const niceness = '10';
/** One feed at a time needs no threads beside the one that reads it. */
const flags = ['--no-warnings', '--single-threaded-gc'];
const died: PatientAnswer = {
  answer: failedRead('not_a_calendar', 'The feed could not be read.'),
  quick: false,
};

export interface PatientSettings {
  /** CPU milliseconds that a feed may take where it keeps others waiting. */
  readonly quickMs: number;
  /** CPU milliseconds after which a feed is given up. */
  readonly deadlineMs: number;
  /** Memory a feed may take. */
  readonly heapMb: number;
}

/** What is told of a feed before its bytes. */
export type PatientRequest = Omit<ThreadRequest, 'expand' | 'calendar'>;

export interface PatientAnswer {
  readonly answer: ThreadAnswer;
  /** Whether it was read, whole, so fast that it need not be read here. */
  readonly quick: boolean;
}

/**
 * A process that reads slow and hostile feeds one at a time, while everything else on the machine goes first. A thread
 * would not do: the garbage of a hostile feed is collected by threads that belong to the whole process.
 */
export interface PatientReader {
  readonly alive: boolean;
  /** Never fails: a process that dies of a feed has read it badly. */
  ask(request: Omit<ThreadRequest, 'expand'>): Promise<PatientAnswer>;
  end(): Promise<void>;
}

export async function startPatientReader(settings: PatientSettings): Promise<PatientReader> {
  const args = ['-n', niceness, process.execPath, ...flags, script, JSON.stringify(settings)];
  const child = spawn('nice', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  let alive = true;
  const exit = once(child, 'exit').finally(() => {
    alive = false;
  });
  // Its end is noticed by the frames that do not come.
  child.stdin.on('error', () => undefined);
  const frames = readFrames(child.stdout);

  return {
    get alive() {
      return alive;
    },
    async ask({ calendar, ...request }) {
      writeFrame(child.stdin, serialize(request satisfies PatientRequest));
      writeFrame(child.stdin, calendar);
      const { value: frame } = await frames.next();
      if (!frame) alive = false;
      return frame ? (deserialize(frame) as PatientAnswer) : died;
    },
    async end() {
      alive = false;
      child.kill('SIGKILL');
      await exit;
    },
  };
}
