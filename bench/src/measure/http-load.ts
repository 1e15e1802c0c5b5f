import { connect } from 'node:net';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

export interface HttpLoad {
  readonly port: number;
  /** Whole requests, taken in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly forMs: number;
}

const headEnd = '\r\n\r\n';
const expected = 'HTTP/1.1 304 ';

/**
 * Asks over kept connections, one request at a time on each, and reads no more of an answer than its first and last
 * line: on a machine with two processors a client that does more measures itself.
 *
 * @returns answers a second
 * @throws when an answer is anything but 304
 */
export async function notModifiedRate({ port, requests, connections, forMs }: HttpLoad): Promise<number> {
  let answers = 0;
  let next = 0;
  const began = performance.now();
  const end = began + forMs;
  await Promise.all(Array.from({ length: connections }, ask));
  return (answers * 1000) / (performance.now() - began);

  async function ask(): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const closed = once(socket, 'close');
    const send = () => socket.write(requests[next++ % requests.length] ?? '');
    let head = '';
    let wrong: string | undefined;
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('data', (text) => {
      head += String(text);
      if (!head.endsWith(headEnd)) return;
      if (!head.startsWith(expected)) wrong = head;
      head = '';
      answers++;
      if (wrong === undefined && performance.now() < end) send();
      else socket.end();
    });
    await closed;
    if (wrong !== undefined) throw new Error(`Not a 304 but: ${wrong.split('\r\n', 1)[0]}`);
  }
}
