import { expect, it } from 'vitest';
import { bodyHash } from './body-hash.ts';

const feed = (stamp: string, summary = 'Reserved', events = 1): Buffer =>
  Buffer.from(
    `BEGIN:VCALENDAR\r\n${`BEGIN:VEVENT\r\nDTSTAMP:${stamp}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\n`.repeat(events)}END:VCALENDAR\r\n`,
  );

it.each([1, 30_000])(
  'is the same when only the moment of the fetch differs, in each of %i events',
  async (events) => {
    const [one, other] = [
      feed('20261123T063000Z', 'Reserved', events),
      feed('20261123T071500Z', 'Reserved', events),
    ];
    expect(await bodyHash(one)).toBe(await bodyHash(other));
    const last = other.lastIndexOf('Reserved');
    other[last] = 'r'.charCodeAt(0);
    expect(await bodyHash(one)).not.toBe(await bodyHash(other));
  },
);

it('differs when anything else does', async () => {
  const [one, other] = [feed('20261123T063000Z'), feed('20261123T063000Z', 'Blocked')];
  expect(await bodyHash(one)).not.toBe(await bodyHash(other));
});

it('reads a body that ends inside a DTSTAMP, and none at all', async () => {
  expect(await bodyHash(Buffer.from('A\r\nDTSTAMP:2026'))).toBe(
    await bodyHash(Buffer.from('A\r\nDTSTAMP:2027')),
  );
  expect(await bodyHash(Buffer.alloc(0))).toMatch(/^[\w-]{43}$/);
});

it.each([600_000, 1_048_576, 3_000_000])('reads a line of %i characters in pieces', async (length) => {
  const stamped = (long: string) => Buffer.from(`A\r\nDTSTAMP:${long}\r\nSUMMARY:Reserved\r\n`);
  const [one, other] = [stamped('1'.repeat(length)), stamped('2'.repeat(length))];
  expect(await bodyHash(one)).toBe(await bodyHash(other));
  other[other.length - 3] = 'x'.charCodeAt(0);
  expect(await bodyHash(one)).not.toBe(await bodyHash(other));

  const told = (last: string) => Buffer.from(`SUMMARY:${'x'.repeat(length)}${last}\r\nDTSTAMP:1\r\n`);
  expect(await bodyHash(told('a'))).not.toBe(await bodyHash(told('b')));
});
