import { parentPort } from 'node:worker_threads';
import { parseCalendar, type ParseRequest } from './parse-calendar.ts';

// A thread of its own, because some inputs make a parser run for ever: whoever waits can kill it.
parentPort?.on('message', (request: ParseRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(parseCalendar(request));
});

// Loading took a moment that no feed should have to answer for.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage('ready');
