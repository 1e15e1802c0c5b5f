import { expect, it } from 'vitest';
import { bodyHash } from './body-hash.ts';

const feed = (stamp: string, summary = 'Reserved'): Buffer =>
  Buffer.from(
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTAMP:${stamp}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
  );

it('is the same when only the moment of the fetch differs', () => {
  expect(bodyHash(feed('20261123T063000Z'))).toBe(bodyHash(feed('20261123T071500Z')));
});

it('differs when anything else does', () => {
  expect(bodyHash(feed('20261123T063000Z'))).not.toBe(bodyHash(feed('20261123T063000Z', 'Blocked')));
});

it('reads a body that ends inside a DTSTAMP', () => {
  expect(bodyHash(Buffer.from('A\r\nDTSTAMP:2026'))).toBe(bodyHash(Buffer.from('A\r\nDTSTAMP:2027')));
});
