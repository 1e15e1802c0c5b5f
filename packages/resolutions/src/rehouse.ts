import { formatNights } from '@roomnight/calendar/format';
import { stayLength } from '@roomnight/calendar/stay';
import { moveSets, type MoveSet } from './moves.ts';
import { agreed, free, type Option, type Rank } from './option.ts';
import type { Precedence } from './precedence.ts';
import type { Booking, Question } from './question.ts';
import { splitStay } from './split.ts';
import { counted, nameOf, placeOf } from './words.ts';

const moveRanks: readonly Rank[] = ['move_in_property', 'move_in_city', 'move_far'];

/** Ways to put one of the two bookings elsewhere, alone or with others who make room. */
export function moveOptions(question: Question, { keeps, why }: Precedence, booking: Booking): Option[] {
  return moveSets(question, booking).map((set, at): Option => {
    const own = set.find((move) => move.booking.id === booking.id) ?? fail();
    const { distance } = own.fit;
    const isSure = set.every(({ fit }) => !fit.isDoubtful);
    const place = placeOf(own.to, own.from);
    const isKnownToFit = own.from.sleeps !== null && own.to.sleeps !== null;
    const makingRoom = set.length - 1;
    return {
      resolution: {
        kind: 'move',
        moves: set.map((move) => ({ bookingId: move.booking.id, unitId: move.to.id })),
      },
      summary:
        makingRoom === 0
          ? `Move the ${nameOf(booking)} to ${place}`
          : `Move the ${nameOf(booking)} to ${place}, where ${makingRoom === 1 ? 'another stay makes' : 'two other stays make'} room`,
      reason: `${reasonOf(set, isKnownToFit)}${booking.id === keeps.id ? '' : ` The ${nameOf(keeps)} keeps the nights: ${why}.`}`,
      cost:
        distance === 0
          ? free('Nothing: the guest stays in the same property.')
          : agreed('What the guest asks for staying elsewhere.'),
      rank: moveRanks[distance] ?? 'move_far',
      burdensKeeper: booking.id === keeps.id,
      // As the search ordered them.
      detail: [set.length, Number(!isSure), at],
      automatic: distance === 0 && set.length === 1 && isKnownToFit ? 'move_in_property' : null,
    };
  });
}

function reasonOf(set: MoveSet, isKnownToFit: boolean): string {
  const { booking, from, to, fit } = set.at(-1) ?? fail();
  const nights = counted(stayLength(booking), 'night');
  const where =
    ['in the same property', `in ${to.property.city}, too`, `in ${to.property.city}`][fit.distance] ?? '';
  const size = isKnownToFit
    ? ` It sleeps ${to.sleeps ?? 0}, ${from.name} ${from.sleeps ?? 0}.`
    : fit.isDoubtful
      ? ' Nobody said how many it sleeps: see that it is as good.'
      : '';
  if (set.length === 1) return `${to.name} is free for all ${nights}, ${where}.${size}`;
  const room = set
    .slice(0, -1)
    .map((move) => `the ${nameOf(move.booking)} goes to ${move.to.name}`)
    .join(', ');
  return `No unit of the property is free for all ${nights}, but ${to.name} is once ${room}.${size}`;
}

/** The way to spend one of the two stays in several units, if there is one. */
export function splitOptions(question: Question, { keeps }: Precedence, booking: Booking): Option[] {
  // Its feed reports the whole stay, and would bring the undivided one back.
  if (booking.byFeed) return [];
  const parts = splitStay(question, booking);
  if (parts === undefined) return [];
  const named = parts.map((part) => {
    const place = question.places.find(({ id }) => id === part.unitId) ?? fail();
    return `${place.name} for the ${formatNights(part)}`;
  });
  const changes = parts.length - 1;
  return [
    {
      resolution: { kind: 'split', bookingId: booking.id, parts: [...parts] },
      summary: `Split the ${nameOf(booking)}: ${named.join(', then ')}`,
      reason: `No unit of the property is free for the whole stay, but several are one after the other.`,
      cost: agreed(
        `The guest changes rooms ${changes === 1 ? 'once' : 'twice'}, and may want something for it.`,
      ),
      rank: 'split',
      burdensKeeper: booking.id === keeps.id,
      detail: [changes],
      automatic: null,
    },
  ];
}

function fail(): never {
  throw new Error('a way out names a unit or a booking that is not in its question');
}
