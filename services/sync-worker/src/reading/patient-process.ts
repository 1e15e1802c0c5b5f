import { deserialize, serialize } from 'node:v8';
import { readFrames, writeFrame } from './byte-frames.ts';
import { startParseWorker, type ParseWorker } from './parse-worker.ts';
import type { PatientAnswer, PatientRequest, PatientSettings } from './patient-reader.ts';
import type { ThreadAnswer, ThreadRequest } from './read-in-thread.ts';
import { failedRead } from './reading.ts';
import { withinCpu } from './within-cpu.ts';

/** `node patient-process.ts <settings>`: reads one feed after another, told and answered in frames, until its input ends. */
const { quickMs, deadlineMs, heapMb } = JSON.parse(process.argv[2] ?? '{}') as PatientSettings;
const tooSlow = failedRead('too_large', 'The feed could not be read in time.');

// Whoever stops a service may signal all its processes at once. The service still needs this one, and then ends it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

let idle: ParseWorker | undefined;
let request: PatientRequest | undefined;
for await (const frame of readFrames(process.stdin)) {
  if (request === undefined) {
    request = deserialize(frame) as PatientRequest;
  } else {
    const answer: PatientAnswer = await read({ ...request, calendar: frame });
    writeFrame(process.stdout, serialize(answer));
    request = undefined;
  }
}
await idle?.end();

async function read(feed: Omit<ThreadRequest, 'expand'>): Promise<PatientAnswer> {
  const whole = await attempt({ ...feed, expand: true });
  if (whole) return whole;
  // Rules are the usual reason: following them must not cost the whole feed.
  const bare = await attempt({ ...feed, expand: false });
  return { answer: bare?.answer ?? tooSlow, quick: false };
}

async function attempt(feed: ThreadRequest): Promise<PatientAnswer | undefined> {
  const worker = idle?.alive ? idle : await startParseWorker({ heapMb });
  idle = worker;
  const reading = worker.ask(feed);
  // Far less than it may take there: a quick thread may be a new one, which takes several times as long.
  const early = await withinCpu(quickMs / 4, worker, reading);
  const answer: ThreadAnswer | undefined = early ?? (await withinCpu(deadlineMs, worker, reading));
  if (!answer) await worker.end();
  return answer && { answer, quick: early !== undefined };
}
