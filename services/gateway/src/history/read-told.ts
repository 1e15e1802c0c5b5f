import type { NightStory } from '@roomnight/calendar/night-story';
import type { Night } from '@roomnight/calendar/night';
import { hasNight, type NightSet, nightSet, subtract } from '@roomnight/calendar/night-set';
import type { AuditRow, CalendarThen } from '@roomnight/calendar/replay';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings } from '@roomnight/platforms/settings';
import type { PoolClient } from 'pg';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import { momentWords } from './moment.ts';

/** What another platform was told of a night that is held here. */
export interface ToldNight {
  readonly listingId: string;
  /** The nights that its export closes with the one asked for: those of the same holders. None where it closes none. */
  readonly nights: NightSet;
  /** When the platform first fetched an export that closes the night; null when it is not known to have. */
  readonly toldAt: Date | null;
  readonly sentence: string;
}

interface ListingRow {
  id: string;
  leaves: string[];
  byHand: boolean;
  own: unknown;
  platform: PlatformRow & { settings: unknown; name: string };
  toldAt: Date | null;
}

/**
 * Which exports close a night with its holders, and since when their platforms know. Fetches are kept for two weeks:
 * of what was fetched before, nothing is said.
 */
export async function readTold(
  tx: PoolClient,
  unitIds: readonly string[],
  { holders, calendar }: NightStory<AuditRow>,
  night: Night,
  moment: Date,
): Promise<ToldNight[]> {
  const [first] = holders.map(({ since }) => since).toSorted((a, b) => a.getTime() - b.getTime());
  if (first === undefined) return [];
  const { rows } = await tx.query<ListingRow>({
    name: 'told-of-night',
    text: TOLD_OF_NIGHT,
    values: [unitIds, night, first, moment],
  });
  return rows.flatMap((row) => {
    const held = holders.filter(({ unitId }) => row.leaves.includes(unitId));
    return held.length === 0 ? [] : [toldOf(row, held, calendar, night)];
  });
}

function toldOf(
  { id: listingId, leaves, byHand, own, platform, toldAt }: ListingRow,
  held: NightStory<AuditRow>['holders'],
  calendar: CalendarThen,
  night: Night,
): ToldNight {
  const { exportContents } = resolveSettings(pluginOf(platform)?.defaults ?? {}, platform.settings, own);
  const told = held.filter(
    ({ booking }) =>
      booking.listingId !== listingId && (exportContents.value === 'everything' || booking.kind === 'stay'),
  );
  const ids = new Set(told.map(({ booking }) => booking.id));
  const sold = [...calendar.bookings.values()].filter(
    (booking) => booking.listingId === listingId && booking.status === 'active',
  );
  const locks = calendar.locks.filter((lock) => ids.has(lock.bookingId) && leaves.includes(lock.unitId));
  const nights = subtract(nightSet(locks), nightSet(sold));
  if (!hasNight(nights, night)) {
    const isOwn = sold.some((booking) => booking.checkIn <= night && night < booking.checkOut);
    const why = isOwn
      ? `${platform.name} has the night in its own calendar: it is not sent back.`
      : `${platform.name} is not told: only stays are sent to it.`;
    return { listingId, nights: [], toldAt: null, sentence: why };
  }
  if (byHand) {
    const sentence = `${platform.name} is closed by hand: its checklist says when.`;
    return { listingId, nights, toldAt: null, sentence };
  }
  const sentence =
    toldAt === null
      ? `Its export closes the night; no fetch by ${platform.name} is known since.`
      : `${platform.name} fetched it closed on ${momentWords(toldAt)}.`;
  return { listingId, nights, toldAt, sentence };
}

const TOLD_OF_NIGHT = `
  SELECT l.id, l.mode <> 'ical' AS "byHand", l.settings AS own, to_jsonb(p) AS platform,
    coalesce((SELECT array_agg(part.id) FROM gateway.units part WHERE part.parent_unit_id = l.unit_id),
      ARRAY[l.unit_id]) AS leaves,
    (SELECT min(f.fetched_at) FROM gateway.export_fetches f
      JOIN gateway.export_versions v ON v.listing_id = f.listing_id AND v.calendar_version = f.calendar_version
      WHERE f.listing_id = l.id AND f.fetched_at >= $3::timestamptz AND f.fetched_at <= $4::timestamptz
        AND f.agent_kind <> 'browser' AND v.nights @> $2::date) AS "toldAt"
  FROM gateway.listings l JOIN gateway.ota_platforms p ON p.id = l.platform_id
  WHERE l.unit_id = ANY ($1::uuid[]) AND l.status <> 'deleted' AND l.created_at <= $4::timestamptz
  ORDER BY p.name, l.id`;
