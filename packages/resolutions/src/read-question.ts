import { addNights } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { platformOf, type PlatformRow, UnknownPlatformError } from '@roomnight/platforms/registry';
import { resolveSettings } from '@roomnight/platforms/settings';
import type { ClientBase } from 'pg';
import { checkPreferences, defaultPreferences } from './preferences.ts';
import type { Booking, Place, PlaceElsewhere, Question, SoldOn } from './question.ts';
import { BOOKINGS, CONFLICT, ELSEWHERE, LISTINGS, UNITS } from './question-sql.ts';

/** Nights around both bookings that are looked at: who makes room must lie within them. */
const MARGIN = 30;
const MOST_ELSEWHERE = 8;

interface ConflictRow extends Stay {
  readonly propertyId: string;
  readonly firstId: string;
  readonly secondId: string;
  readonly earliest: string;
  readonly latest: string;
  readonly code: boolean;
  readonly guest: boolean;
  readonly saidDifferent: boolean;
  readonly preferences: object | null;
}

type UnitRow = Omit<Place, 'leaves'>;
type BookingRow = Omit<Booking, 'platform' | 'byFeed'> & {
  readonly listingId: string | null;
  readonly source: 'import' | 'direct';
};
interface ListingRow extends PlatformRow {
  readonly id: string;
  readonly status: 'active' | 'paused' | 'deleted';
  readonly settings: unknown;
  readonly listingSettings: unknown;
}

/**
 * Reads all that the ways out of an open conflict depend on, in a transaction of its organization. Six statements,
 * whatever the conflict.
 *
 * @returns undefined if there is no such conflict, or it is over
 */
export async function readQuestion(
  tx: ClientBase,
  conflictId: string,
  now: Date,
): Promise<Question | undefined> {
  const [conflict] = await rowsOf<ConflictRow>(tx, 'question-conflict', CONFLICT, [conflictId]);
  if (conflict === undefined) return undefined;
  const units = await rowsOf<UnitRow>(tx, 'question-units', UNITS, [conflict.propertyId]);
  const window = {
    checkIn: addNights(conflict.earliest, -MARGIN),
    checkOut: addNights(conflict.latest, MARGIN),
  };
  const ids = units.map(({ id }) => id);
  const rows = await rowsOf<BookingRow>(tx, 'question-bookings', BOOKINGS, [
    ids,
    window.checkIn,
    window.checkOut,
  ]);
  const bookings = await withPlatforms(tx, rows);
  const first = bookings.find(({ id }) => id === conflict.firstId);
  const second = bookings.find(({ id }) => id === conflict.secondId);
  if (first === undefined || second === undefined) return undefined;
  const { code, guest, saidDifferent } = conflict;
  return {
    bookings: [first, second],
    nights: { checkIn: conflict.checkIn, checkOut: conflict.checkOut },
    places: units.map((unit) => ({ ...unit, leaves: leavesOf(unit, units) })),
    others: bookings.filter((booking) => booking !== first && booking !== second),
    window,
    elsewhere: await readElsewhere(tx, [first, second]),
    sameness: { code, guest, saidDifferent },
    preferences: preferencesOf(conflict.preferences),
    now,
  };
}

async function rowsOf<Row extends object>(
  tx: ClientBase,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await tx.query<Row>({ name, text, values });
  return rows;
}

async function withPlatforms(tx: ClientBase, rows: readonly BookingRow[]): Promise<Booking[]> {
  const ids = [...new Set(rows.flatMap(({ listingId }) => listingId ?? []))];
  const listings = await rowsOf<ListingRow>(tx, 'question-listings', LISTINGS, [ids]);
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  return rows.map(({ listingId, source, ...booking }) => {
    const listing = listingId === null ? undefined : byId.get(listingId);
    return {
      ...booking,
      platform: listing === undefined ? null : soldOn(listing),
      // A deleted listing's feed brings nothing any more.
      byFeed: source === 'import' && listing !== undefined && listing.status !== 'deleted',
    };
  });
}

function soldOn(listing: ListingRow): SoldOn {
  const { conflictPriority, penalty } = resolveSettings(
    defaultsOf(listing),
    listing.settings,
    listing.listingSettings,
  );
  return { key: listing.key, name: listing.name, priority: conflictPriority.value, penalty: penalty.value };
}

/** Of a platform that a newer release brought nothing is known. */
function defaultsOf(platform: PlatformRow): ReturnType<typeof platformOf>['defaults'] {
  try {
    return platformOf(platform).defaults;
  } catch (error) {
    if (error instanceof UnknownPlatformError) return {};
    throw error;
  }
}

async function readElsewhere(
  tx: ClientBase,
  bookings: readonly [Booking, Booking],
): Promise<PlaceElsewhere[]> {
  const found = new Map<string, PlaceElsewhere>();
  for (const { id, unitId, checkIn, checkOut } of bookings) {
    const values = [unitId, checkIn, checkOut, MOST_ELSEWHERE];
    const rows = await rowsOf<UnitRow & { parts: string[] }>(tx, 'question-elsewhere', ELSEWHERE, values);
    for (const { parts, ...unit } of rows) {
      const leaves = parts.length > 0 ? parts : [unit.id];
      const freeFor = [...(found.get(unit.id)?.freeFor ?? []), id];
      found.set(unit.id, { ...unit, leaves, freeFor });
    }
  }
  return [...found.values()];
}

function leavesOf(unit: UnitRow, units: readonly UnitRow[]): string[] {
  const parts = units.filter(({ parentUnitId }) => parentUnitId === unit.id);
  return parts.length === 0 ? [unit.id] : parts.flatMap((part) => leavesOf(part, units));
}

/** What is kept and not allowed any more counts as not said. */
function preferencesOf(kept: object | null): Question['preferences'] {
  const checked = checkPreferences(kept ?? {});
  return checked.ok ? checked.preferences : defaultPreferences;
}
