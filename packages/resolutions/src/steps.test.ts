import type { Resolution } from '@roomnight/contracts/resolution';
import { describe, expect, it } from 'vitest';
import type { Booking } from './question.ts';
import { stepsOf, UnknownInResolution } from './steps.ts';
import { elsewhere, platform, question, room, stay } from './test-question.ts';

const direct = stay('a', '03-10 03-14');
const fed = stay('b', '03-12 03-16', { platform: platform(), byFeed: true });
const byHand = { ...fed, byFeed: false };

function shown(resolution: Resolution, ...bookings: [Booking, Booking]): string[] {
  const asked = question({
    bookings,
    places: [room('Room 1'), room('Room 2')],
    elsewhere: [elsewhere('Beach', 'Goa')],
  });
  return stepsOf(resolution, asked).map(
    ({ kind, bookingId, platform: where, sentence }) => `${kind} ${bookingId} ${where ?? '-'}: ${sentence}`,
  );
}

describe('what is to be done', () => {
  it('to cancel is done on the platform, here only where no feed brings it, and the guest is told', () => {
    const cancel = { kind: 'cancel', bookingId: 'b' } as const;
    expect(shown(cancel, direct, fed)).toEqual([
      'cancel_on_platform b StayHub: Cancel the StayHub stay of 12–16 Mar on StayHub.',
      'tell_guest b StayHub: Tell the guest of the StayHub stay of 12–16 Mar on StayHub that the booking is cancelled, and offer help with another place.',
    ]);
    const kinds = (...bookings: [Booking, Booking]) =>
      shown(cancel, ...bookings).map((step) => step.split(' ', 1)[0]);
    expect(kinds(direct, byHand)).toEqual(['cancel_on_platform', 'cancel_here', 'tell_guest']);
    expect(kinds(direct, stay('b', '03-12 03-16'))).toEqual(['cancel_here', 'tell_guest']);
  });

  it('to move is a step here and a word to each guest who moves, in the order of the moves', () => {
    const moves = [
      { bookingId: 'a', unitId: 'room 2' },
      { bookingId: 'b', unitId: 'beach' },
    ];
    expect(shown({ kind: 'move', moves }, direct, fed)).toEqual([
      'move_here a -: Move the direct stay of 10–14 Mar from Room 1 to Room 2.',
      'tell_guest a -: Tell the guest of the direct stay of 10–14 Mar that they will stay in Room 2.',
      'move_here b -: Move the StayHub stay of 12–16 Mar from Room 1 to Beach, House Beach.',
      'tell_guest b StayHub: Tell the guest of the StayHub stay of 12–16 Mar on StayHub that they will stay in Beach, House Beach.',
    ]);
  });

  it('to close the nights elsewhere is a step for each platform that is kept by hand, but the one that sold the stay', () => {
    const hand = { byHand: ['BookHub', 'StayHub'] };
    const asked = question({
      bookings: [direct, fed],
      places: [room('Room 1', hand), room('Room 2', hand), room('Room 3', { byHand: ['TripHub'] })],
    });
    const closings = (resolution: Resolution) =>
      stepsOf(resolution, asked)
        .filter(({ kind }) => kind === 'close_on_platform')
        .map(({ platform: where, sentence }) => `${where}: ${sentence}`);
    expect(closings({ kind: 'move', moves: [{ bookingId: 'a', unitId: 'room 2' }] })).toEqual([
      'BookHub: Close nights 10–13 Mar of Room 2 on BookHub: its checklist has them too.',
      'StayHub: Close nights 10–13 Mar of Room 2 on StayHub: its checklist has them too.',
    ]);
    const later = { checkIn: '2027-03-14', checkOut: '2027-03-16' };
    expect(closings({ kind: 'changeDates', bookingId: 'b', ...later })).toEqual([
      'BookHub: Close nights 14–15 Mar of Room 1 on BookHub: its checklist has them too.',
    ]);
    const parts = [
      { unitId: 'room 1', checkIn: '2027-03-10', checkOut: '2027-03-12' },
      { unitId: 'room 3', checkIn: '2027-03-12', checkOut: '2027-03-14' },
    ];
    expect(closings({ kind: 'split', bookingId: 'a', parts })).toEqual([
      'TripHub: Close nights 12–13 Mar of Room 3 on TripHub: its checklist has them too.',
    ]);
    expect(closings({ kind: 'cancel', bookingId: 'a' })).toEqual([]);
  });

  it('to change dates begins with asking the guest', () => {
    const resolution = {
      kind: 'changeDates',
      bookingId: 'b',
      checkIn: '2027-03-14',
      checkOut: '2027-03-16',
    } as const;
    expect(shown(resolution, direct, byHand)).toEqual([
      'tell_guest b StayHub: Ask the guest of the StayHub stay of 12–16 Mar on StayHub whether 14–16 Mar would do.',
      'change_on_platform b StayHub: Change the StayHub stay of 12–16 Mar to 14–16 Mar on StayHub.',
      'change_here b -: Change the StayHub stay of 12–16 Mar to 14–16 Mar.',
    ]);
    expect(shown(resolution, direct, fed)).toHaveLength(2);
  });

  it('to release a block is done here, or on the platform that closed the nights', () => {
    const release = { kind: 'releaseBlock', bookingId: 'b' } as const;
    expect(shown(release, direct, stay('b', '03-12 03-16', { kind: 'block' }))).toEqual([
      'release_here b -: Release the block of 12–16 Mar.',
    ]);
    expect(shown(release, direct, { ...fed, kind: 'block' })).toEqual([
      'open_on_platform b StayHub: Open the nights of the StayHub block of 12–16 Mar on StayHub.',
    ]);
    expect(shown(release, direct, { ...fed, kind: 'block', cannotTell: true })[0]).toContain(
      'See on StayHub that no guest has',
    );
  });

  it('to split is asked, then done here', () => {
    const parts = [
      { unitId: 'room 2', checkIn: '2027-03-12', checkOut: '2027-03-14' },
      { unitId: 'room 1', checkIn: '2027-03-14', checkOut: '2027-03-16' },
    ];
    expect(shown({ kind: 'split', bookingId: 'b', parts }, direct, stay('b', '03-12 03-16'))).toEqual([
      'tell_guest b -: Ask the guest of the direct stay of 12–16 Mar whether this would do: Room 2 for 12–14 Mar, then Room 1 for 14–16 Mar.',
      'split_here b -: Put the direct stay of 12–16 Mar in Room 2 for 12–14 Mar, then Room 1 for 14–16 Mar.',
    ]);
  });

  it('for one booking is to say so', () => {
    expect(shown({ kind: 'sameBooking', bookingId: 'a', otherBookingId: 'b' }, direct, fed)).toEqual([
      'say_same_here a -: Say that the direct stay of 10–14 Mar and the StayHub stay of 12–16 Mar are one booking.',
    ]);
  });

  it('cannot be said of what is not there', () => {
    expect(() => shown({ kind: 'cancel', bookingId: 'z' }, direct, fed)).toThrow(UnknownInResolution);
  });
});
