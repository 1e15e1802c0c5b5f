import { expect, it } from 'vitest';
import { alsoShown, showsAgain, type MirrorInWords } from './mirror-sentence.ts';

const mirror = (
  sign: MirrorInWords['sign'],
  change: Partial<MirrorInWords['original']> = {},
): MirrorInWords => ({
  sign,
  mirrorOn: 'VRBO',
  originalOn: change.source === 'DIRECT' ? 'Direct' : 'Airbnb',
  original: {
    status: 'ACTIVE',
    source: 'IMPORT',
    checkIn: '2027-03-10',
    checkOut: '2027-03-13',
    ...change,
  },
});

it('says on the original where else it is shown, and why that is known', () => {
  expect(alsoShown(mirror('NIGHTS'))).toBe('Also shown on VRBO, which imported it from Airbnb.');
  expect(alsoShown(mirror('NIGHTS', { source: 'DIRECT' }))).toBe(
    'Also shown on VRBO, which imported it from another calendar.',
  );
  expect(alsoShown(mirror('UID'))).toBe('Also shown on VRBO, which republishes the calendar of Airbnb.');
  expect(alsoShown(mirror('PERSON'))).toBe('Also shown on VRBO: your team said that it is the same booking.');
});

it('says on the mirror whose nights these are', () => {
  expect(showsAgain(mirror('NIGHTS'))).toBe(
    'This is the Airbnb booking of 10–13 Mar once more: it takes no night of its own there.',
  );
  const gone =
    'This was the Airbnb booking of 10–13 Mar, which is cancelled: its nights stay closed until VRBO opens them.';
  expect(showsAgain(mirror('PERSON', { status: 'CANCELLED' }))).toBe(gone);
  expect(showsAgain(mirror('NIGHTS', { status: 'CANCELLED' }))).toBe(
    `${gone} If that takes more than a day, remove the import of the Airbnb calendar on VRBO: our export tells it of those bookings anyway.`,
  );
});
