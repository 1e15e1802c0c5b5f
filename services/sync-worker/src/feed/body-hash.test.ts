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
