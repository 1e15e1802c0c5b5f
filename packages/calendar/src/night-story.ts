import type { Night } from './night.ts';
import {
  type AuditRow,
  type BookingThen,
  type CalendarThen,
  type ConflictThen,
  replay,
  Replay,
  rowsUntil,
} from './replay.ts';
import { holdsNight } from './stay.ts';

/** Who held a night of a leaf, and since when without a break. */
export interface HolderThen {
  readonly unitId: string;
  readonly booking: BookingThen;
  readonly since: Date;
}

/** A row that changed something of the night. */
export interface NightLink<Row extends AuditRow> {
  readonly row: Row;
  /** The booking the row is about, before and after it. */
  readonly was: BookingThen | undefined;
  readonly is: BookingThen | undefined;
  /** The two of a conflict, or what a mirror shows. */
  readonly others: readonly BookingThen[];
  /** Whether the booking got the night, or gave it away. */
  readonly took: boolean;
  readonly gave: boolean;
  /** Who held the night after it. */
  readonly heldBy: readonly BookingThen[];
}

/** A night as it was at some moment, and how it came to that. */
export interface NightStory<Row extends AuditRow> {
  /** One for each leaf that was held. */
  readonly holders: readonly HolderThen[];
  /** Who wanted it too and did not hold it, in the order they came. */
  readonly wanting: readonly BookingThen[];
  /** Open ones over the night. */
  readonly conflicts: readonly ConflictThen[];
  /** In the order in which it happened. */
  readonly links: readonly NightLink<Row>[];
  /** The moments just before and just after: of the last change but one, and of the next one. */
  readonly previous: Date | undefined;
  readonly next: Date | undefined;
  readonly calendar: CalendarThen;
}

/**
 * Tells what became of one night until a moment.
 *
 * @param rows the whole stories of what ever had to do with the night, in the order of their ids
 * @param leaves the leaves of the unit asked for
 */
export function tellNight<Row extends AuditRow>(
  rows: readonly Row[],
  leaves: readonly string[],
  night: Night,
  moment: Date,
): NightStory<Row> {
  const calendar = new Replay();
  const since = new Map<string, Date>();
  const links: NightLink<Row>[] = [];
  const past = rowsUntil(rows, moment);
  let view = viewOf(calendar, leaves, night);
  for (const row of past) {
    const was = calendar.bookings.get(row.subjectId);
    const before = view;
    view = viewOf(calendar.add(row), leaves, night);
    if (view.key === before.key) continue;
    for (const [leaf, holder] of view.holders) {
      if (before.holders.get(leaf) !== holder) since.set(leaf, row.occurredAt);
    }
    links.push({ row, was, ...linkOf(calendar, row, before, view) });
  }
  const holders = [...view.holders].flatMap(([unitId, id]) => {
    const [booking, from] = [calendar.bookings.get(id), since.get(unitId)];
    return booking && from ? [{ unitId, booking, since: from }] : [];
  });
  const holding = new Set(holders.map(({ booking }) => booking.id));
  return {
    holders,
    wanting: view.wanting.filter(({ id }) => !holding.has(id)),
    conflicts: view.conflicts,
    links,
    previous: momentBefore(links),
    next: momentAfter(rows.slice(past.length), calendar, leaves, night),
    calendar: replay(past),
  };
}

interface View {
  /** The booking that holds each leaf. */
  holders: Map<string, string>;
  wanting: BookingThen[];
  conflicts: ConflictThen[];
  /** The same for two views of which nobody would say that they differ. */
  key: string;
}

function viewOf(calendar: CalendarThen, leaves: readonly string[], night: Night): View {
  const held = calendar.locks.filter((lock) => leaves.includes(lock.unitId) && holdsNight(lock, night));
  const holders = new Map(held.map(({ unitId, bookingId }) => [unitId, bookingId]));
  const wanting = [...calendar.bookings.values()].filter(
    (booking) => booking.status === 'active' && holdsNight(booking, night),
  );
  const conflicts = [...calendar.conflicts.values()].filter(
    (conflict) => conflict.status !== 'resolved' && holdsNight(conflict, night),
  );
  const ids = new Set(wanting.map(({ id }) => id));
  const mirrors = calendar.mirrors.filter(
    ({ mirrorId, originalId }) => ids.has(mirrorId) && ids.has(originalId),
  );
  const key = JSON.stringify([
    [...holders].toSorted(),
    wanting.map(({ id, kind, tentative, listingId }) => [id, kind, tentative, listingId]).toSorted(),
    conflicts.map(({ id, severity, status }) => [id, severity, status]).toSorted(),
    mirrors.map(({ mirrorId, originalId }) => [mirrorId, originalId]).toSorted(),
  ]);
  return { holders, wanting, conflicts, key };
}

function linkOf(
  { bookings }: CalendarThen,
  { subjectId, before: said, after }: AuditRow,
  before: View,
  view: View,
): Omit<NightLink<AuditRow>, 'row' | 'was'> {
  const named = after?.bookings ?? [after?.mirrorOf ?? said?.mirrorOf];
  const known = (id: string | undefined) => (id === undefined ? [] : (bookings.get(id) ?? []));
  const holds = ({ holders }: View) => [...holders].filter(([, id]) => id === subjectId).length;
  return {
    is: bookings.get(subjectId),
    others: named.flatMap(known),
    took: holds(view) > holds(before),
    gave: holds(view) < holds(before),
    heldBy: [...new Set(view.holders.values())].flatMap(known),
  };
}

/** From the first change one steps back to when there was nothing yet. */
function momentBefore(links: readonly { row: AuditRow }[]): Date | undefined {
  const moments = [...new Set(links.map(({ row }) => row.occurredAt.getTime()))];
  const [last, previous] = [moments.at(-1), moments.at(-2)];
  if (last === undefined) return undefined;
  return new Date(previous ?? last - 1);
}

function momentAfter(
  rows: readonly AuditRow[],
  calendar: Replay,
  leaves: readonly string[],
  night: Night,
): Date | undefined {
  const { key } = viewOf(calendar, leaves, night);
  return rows.find((row) => viewOf(calendar.add(row), leaves, night).key !== key)?.occurredAt;
}
