import { stayLength, type Stay } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { addNights } from '@roomnight/calendar/night';
import { defaultPreferences } from './preferences.ts';
import type { Booking, Place, PlaceElsewhere, Question, SoldOn } from './question.ts';

const casa = { id: 'casa', name: 'Casa', city: 'Goa' };

/** A platform that charges a quarter of the booking within 30 days, and half within two. */
export function platform(fields: Partial<SoldOn> = {}): SoldOn {
  return {
    key: 'stayhub',
    name: 'StayHub',
    priority: 50,
    penalty: {
      steps: [
        { hoursBefore: 24_000, percent: 10 },
        { hoursBefore: 720, percent: 25 },
        { hoursBefore: 48, percent: 50 },
      ],
      minimum: null,
      maximum: null,
      currency: 'INR',
      note: '',
    },
    ...fields,
  };
}

export function room(name: string, fields: Partial<Place> = {}): Place {
  const id = name.toLowerCase();
  return { id, name, property: casa, parentUnitId: null, leaves: [id], sleeps: null, byHand: [], ...fields };
}

export function elsewhere(name: string, city: string, fields: Partial<PlaceElsewhere> = {}): PlaceElsewhere {
  const property = { id: `house of ${name}`, name: `House ${name}`, city };
  return { ...room(name), property, freeFor: ['a', 'b'], ...fields };
}

/** A direct stay in room 1, known since the first of March; `nights` as `03-10 03-12`. */
export function stay(id: string, nights: string, fields: Partial<Booking> = {}): Booking {
  const [checkIn = '', checkOut = ''] = nights.split(' ').map((day) => `2027-${day}`);
  return {
    id,
    unitId: 'room 1',
    kind: 'stay',
    tentative: false,
    cannotTell: false,
    createdAt: new Date('2027-03-01T06:00:00Z'),
    platform: null,
    byFeed: false,
    value: null,
    shows: [],
    checkIn,
    checkOut,
    ...fields,
  };
}

/** Two stays in room 1 that both want nights of March; it is the fourth, half past eleven in India. */
export function question(fields: Partial<Question> = {}): Question {
  const bookings = fields.bookings ?? [stay('a', '03-10 03-14'), stay('b', '03-12 03-16')];
  return {
    bookings,
    nights: {
      checkIn: bookings[0].checkIn > bookings[1].checkIn ? bookings[0].checkIn : bookings[1].checkIn,
      checkOut: bookings[0].checkOut < bookings[1].checkOut ? bookings[0].checkOut : bookings[1].checkOut,
    },
    places: [room('Room 1')],
    others: [],
    window: { checkIn: '2027-02-01', checkOut: '2027-06-01' },
    elsewhere: [],
    sameness: { code: false, guest: false, saidDifferent: false },
    preferences: defaultPreferences,
    now: new Date('2027-03-04T06:00:00Z'),
    ...fields,
  };
}

const day = fc.integer({ min: 0, max: 9 });
const nights: fc.Arbitrary<Stay> = fc
  .tuple(day, fc.integer({ min: 1, max: 4 }))
  .map(([from, length]) => nightsFrom(addNights('2027-03-03', from), length));
/** Two stays that want a night both. */
const pairs: fc.Arbitrary<[Stay, Stay]> = fc
  .tuple(nights, fc.nat(), fc.nat({ max: 2 }), fc.integer({ min: 1, max: 4 }))
  .map(([first, at, before, after]) => {
    const shared = addNights(first.checkIn, at % stayLength(first));
    return [first, nightsFrom(addNights(shared, -before), before + after)];
  });

const oneIn = (many: number): fc.Arbitrary<boolean> => fc.nat({ max: many - 1 }).map((n) => n === 0);

function nightsFrom(checkIn: string, length: number): Stay {
  return { checkIn, checkOut: addNights(checkIn, length) };
}

/** Small houses with everything that matters in them: parts, sizes, blocks, guests in the house. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    rooms: fc.integer({ min: 2, max: 4 }),
    sleeps: fc.array(fc.option(fc.integer({ min: 2, max: 3 }), { nil: null, freq: 1 }), {
      minLength: 5,
      maxLength: 5,
    }),
    hasVilla: oneIn(3),
    pair: pairs,
    others: fc.array(
      fc.record({ nights, unit: fc.nat({ max: 4 }), isBlock: oneIn(4), showsB: fc.boolean() }),
      { minLength: 1, maxLength: 7 },
    ),
    neverMoveInHouse: fc.boolean(),
  })
  .map(({ rooms, sleeps, hasVilla, pair, others, neverMoveInHouse }) => {
    const single = Array.from({ length: rooms }, (_, at) =>
      room(`Room ${at + 1}`, { sleeps: sleeps[at] ?? null }),
    );
    const leaves = single.slice(0, 2).map(({ id }) => id);
    const villa = room('Villa', { leaves, sleeps: sleeps[4] ?? null });
    const places = hasVilla ? [...single, villa] : single;
    const [first, second] = pair;
    return question({
      bookings: [stay('a', '03-03 03-04', first), stay('b', '03-03 03-04', second)],
      places,
      others: others.map(({ nights: held, unit, isBlock, showsB }, at) =>
        stay(`c${at}`, '03-03 03-04', {
          ...held,
          kind: isBlock ? 'block' : 'stay',
          unitId: places[unit % places.length]?.id ?? '',
          shows: showsB && isBlock ? ['b'] : [],
        }),
      ),
      preferences: { ...defaultPreferences, neverMoveInHouse },
    });
  });
