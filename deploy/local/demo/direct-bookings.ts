import { setTimeout as delay } from 'node:timers/promises';
import { addNights, type Night } from '@roomnight/calendar/night';
import { z } from 'zod';
import { type Account, DemoRefused } from './account.ts';
import { freeNights } from './free-nights.ts';

interface Wanted {
  unit: string;
  /** Days from today from which nights are looked for. */
  from: number;
  nights: number;
  /** A guest, or why the owner closes the nights. */
  guest?: string;
  block?: string;
}

const WANTED: readonly Wanted[] = [
  { unit: 'Casa Tulsi', from: 6, nights: 3, guest: 'Meera Kulkarni' },
  { unit: 'Blue Room', from: 12, nights: 2, guest: 'Jonas Weber' },
  { unit: 'Yellow Room', from: 3, nights: 4, block: 'Painting the ceiling' },
  { unit: 'Peacock Suite', from: 9, nights: 5, guest: 'Farah Sheikh' },
  { unit: 'Courtyard Room', from: 4, nights: 2, guest: 'Vikram Rathore' },
  { unit: 'Courtyard Room', from: 20, nights: 3, block: 'Family visit' },
  { unit: 'Harbour Loft', from: 15, nights: 3, guest: 'Anna Mathew' },
  { unit: 'Cherai Beach Villa', from: 25, nights: 4, block: 'Monsoon repairs' },
];

const calendar = z.object({
  calendar: z.object({
    units: z.array(
      z.object({
        unit: z.object({
          id: z.string(),
          name: z.string(),
          listings: z.array(
            z.object({
              importUrlHint: z.string().nullable(),
              sync: z.object({ lastSync: z.string().nullable() }),
            }),
          ),
        }),
        heldNights: z.array(z.object({ checkIn: z.string(), checkOut: z.string() })),
      }),
    ),
  }),
});

/** Books and closes some nights that the platforms left free. Harmless to repeat: the keys are fixed. */
export async function makeDirectBookings(account: Account, today: Night): Promise<void> {
  const { units } = await firstImports(account, today);
  for (const [at, wanted] of WANTED.entries()) {
    const found = units.find(({ unit }) => unit.name === wanted.unit);
    if (!found) throw new DemoRefused(`there is no unit called ${wanted.unit}`);
    const stay = freeNights(found.heldNights, {
      from: addNights(today, wanted.from),
      to: addNights(today, 59),
      nights: wanted.nights,
    });
    if (!stay) continue;
    await book(account, found.unit.id, stay, wanted, `demo-booking-${at}`);
    found.heldNights.push(stay);
  }
}

/** The calendar once each feed was read for the first time, or after half a minute: nothing here depends on it. */
async function firstImports(account: Account, today: Night) {
  for (let tries = 0; ; tries++) {
    const { calendar: read } = await account.graphql(
      calendar,
      `query ($from: Night!, $to: Night!) { calendar(from: $from, to: $to) { units {
         unit { id name listings { importUrlHint sync { lastSync } } } heldNights { checkIn checkOut } } } }`,
      { from: today, to: addNights(today, 60) },
    );
    const waiting = read.units
      .flatMap(({ unit }) => unit.listings)
      .some(({ importUrlHint, sync }) => importUrlHint !== null && sync.lastSync === null);
    if (!waiting || tries === 30) return read;
    await delay(1_000);
  }
}

async function book(
  account: Account,
  unitId: string,
  stay: { checkIn: Night; checkOut: Night },
  { guest, block }: Wanted,
  idempotencyKey: string,
): Promise<void> {
  const common = { unitId, checkIn: stay.checkIn, checkOut: stay.checkOut, idempotencyKey };
  const query =
    block === undefined
      ? `mutation ($input: CreateBookingInput!) { made: createBooking(input: $input) { __typename ... on Error { message } } }`
      : `mutation ($input: CreateBlockInput!) { made: createBlock(input: $input) { __typename ... on Error { message } } }`;
  const input = block === undefined ? { ...common, guestName: guest } : { ...common, reason: block };
  const { made } = await account.graphql(
    z.object({ made: z.object({ __typename: z.string(), message: z.string().optional() }) }),
    query,
    { input },
  );
  // A platform may have sold them meanwhile, and a seeding before this one may have booked other nights by this key.
  if (['NightsTaken', 'IdempotencyKeyReused'].includes(made.__typename)) return;
  if (made.message !== undefined) throw new DemoRefused(made.message);
}
