import { describe, expect, it } from 'vitest';
import { errorIn } from './log-line.ts';

describe('errorIn', () => {
  it('gives the message of an error, with its cause', () => {
    const line = JSON.stringify({ level: 50, msg: 'sync failed', err: { message: 'no route to host' } });
    expect(errorIn(line)).toBe('sync failed: no route to host');
    expect(errorIn(JSON.stringify({ level: 60, msg: 'out of memory' }))).toBe('out of memory');
  });

  it('shows the whole line of an error without a message', () => {
    expect(errorIn('{"level":50}')).toBe('{"level":50}');
  });

  it.each(['{"level":30,"msg":"ready"}', '{"level":40,"msg":"slow"}', 'plain text', '{ half', 'null', ''])(
    'is silent about %s',
    (line) => expect(errorIn(line)).toBeUndefined(),
  );
});
