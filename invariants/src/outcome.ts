import type { Night } from '@roomnight/calendar/night';
import { stayLength, type Stay } from '@roomnight/calendar/stay';
import type { Listing } from '@roomnight/simulator/listing';
import { merge, subtract } from '@roomnight/simulator/nights';
import { activeStays } from '@roomnight/simulator/world';
import type { Pool } from 'pg';
import { Broken, none } from './broken.ts';
import { type Booking, bookingsOf, type Calendar, isGuests, nightsOf, readCalendar } from './calendar.ts';
import type { House, Place } from './house.ts';

/** What a listing's feed came to in the end. */
interface Standing {
  /** Else nothing of it counts until it can be believed again, or a person decides. */
  readonly isBelieved: boolean;
  /** Nights that a person is asked about. */
  readonly waiting: ReadonlySet<Night>;
}

/**
 * After a time without faults our calendar is the platforms' truth, from today on. Excepted is only
 *
 * - a feed that is suspect as a whole, because all or most of what it held was really cancelled: it waits for a person;
 * - Booking.com's when all was really cancelled: it then sends zero bytes, which proves nothing;
 * - nights of a guest in the house, which wait for a person too: they stay taken here;
 * - a sale on Booking.com of nights that were sold elsewhere too, and sent to it, before we knew: they are taken, and it is
 *   not seen that they are wanted twice, because its feed cannot tell its sale from our echo;
 * - blocks that Airbnb writes like its own settings, and settings that it writes like blocks: see {@link surelyClosed}.
 */
export async function calendarIsTheTruth(admin: Pool, house: House, today: Night): Promise<void> {
  const calendar = await readCalendar(admin, house.organizationId, today);
  const standings = await readStandings(admin, house, today);
  const ends = house.places.map((place) => endOf(place, calendar, standings, today));
  for (const end of ends) listingIsTheTruth(end, today);
  for (const unitId of house.unitIds) {
    const ofUnit = ends.filter(({ place }) => place.unitId === unitId);
    const direct = nightsOf(
      [...house.direct.values()].filter((stay) => stay.unitId === unitId),
      today,
    );
    const locked = calendar.locked.get(unitId) ?? new Set<Night>();
    const must = union(direct, ...ofUnit.map((end) => end.must));
    none('a night is open that is taken', must.difference(locked), { unitId, today });
    const may = union(direct, ...ofUnit.map((end) => end.may));
    none('a night is taken that is open', locked.difference(may), { unitId, today });
  }
}

interface End {
  readonly place: Place;
  readonly standing: Standing;
  readonly bookings: readonly Booking[];
  /** Nights that its platform sold. */
  readonly sold: ReadonlySet<Night>;
  /** Those, and what is closed there. */
  readonly taken: ReadonlySet<Night>;
  /** Nights that must be taken here because of it. */
  readonly must: ReadonlySet<Night>;
  /** Nights that may be taken here because of it. */
  readonly may: ReadonlySet<Night>;
}

function endOf(
  place: Place,
  calendar: Calendar,
  standings: ReadonlyMap<string, Standing>,
  today: Night,
): End {
  const { outside, follows, history, listingId } = place;
  const standing = standings.get(listingId) ?? { isBelieved: true, waiting: new Set<Night>() };
  const bookings = bookingsOf(calendar, listingId);
  const sold = nightsOf(activeStays(outside), today);
  const closed = [...outside.blocks, ...(follows ? outside.imported : [])];
  const taken = sold.union(nightsOf(closed, today));
  return {
    place,
    standing,
    bookings,
    sold,
    taken,
    must: standing.isBelieved ? sold.union(nightsOf(surelyClosed(outside), today)) : new Set(),
    may: standing.isBelieved ? union(taken, history.ruledOut, standing.waiting) : nightsOf(bookings, today),
  };
}

function listingIsTheTruth({ place, standing, bookings, sold, taken, may }: End, today: Night): void {
  const { name, outside } = place;
  const { isBelieved, waiting } = standing;
  const about = { name, today };
  if (!isBelieved) {
    const cannotBeEmpty = outside.platform !== 'booking_com' || sold.size > 0;
    if (cannotBeEmpty && waiting.difference(taken).size === 0)
      throw new Broken('a feed is not believed, and says the truth', about);
    return;
  }
  const known = nightsOf(bookings.filter(isGuests), today);
  const echoes = outside.platform === 'booking_com' ? nightsOf(outside.imported, today) : new Set<Night>();
  none('a stay is missing', sold.difference(known).difference(echoes), about);
  none(
    'a booking is over and still here',
    nightsOf(bookings, today).difference(may).difference(nightsOf(outside.imported, today)),
    about,
  );
  if (outside.platform === 'booking_com' || outside.platform === 'gommt' || outside.platform === 'google')
    return;
  none('a stay is over and still here', known.difference(sold).difference(waiting), about);
}

/**
 * Nights that the host closed and that no one can take for a setting. Airbnb writes neighbouring closures as one and tells
 * no causes: one night alone looks like preparation or advance notice, and a whole year like a listing that is off.
 */
function surelyClosed(outside: Listing): Stay[] {
  const { platform, blocks, imported, reexportImported } = outside;
  if (platform !== 'airbnb') return blocks;
  const together = subtract(merge([...blocks, ...(reexportImported ? imported : [])]), activeStays(outside));
  const written = together.filter((closed) => stayLength(closed) > 1);
  return subtract(blocks, subtract(blocks, written));
}

async function readStandings(
  admin: Pool,
  { organizationId }: House,
  today: Night,
): Promise<Map<string, Standing>> {
  const { rows } = await admin.query<{
    listingId: string;
    health: string;
    releases: { nights: Stay[] }[] | null;
  }>(
    `SELECT f.listing_id AS "listingId", f.health, q.releases FROM sync.feeds f
     LEFT JOIN sync.quarantines q ON q.id = f.quarantine_id WHERE f.organization_id = $1`,
    [organizationId],
  );
  return new Map(
    rows.map(({ listingId, health, releases }) => [
      listingId,
      {
        isBelieved: health === 'healthy',
        waiting: nightsOf(
          (releases ?? []).flatMap(({ nights }) => nights),
          today,
        ),
      },
    ]),
  );
}

function union(...sets: readonly ReadonlySet<Night>[]): Set<Night> {
  return new Set(sets.flatMap((set) => [...set]));
}
