import { addNights, istNight, type Night } from '@roomnight/calendar/night';

/** How long the parts of the sync log stay. */
export const RETENTION = {
  /** Sync runs, one a poll. */
  runDays: 30,
  /** Roll-ups, one a listing and day. */
  rollUpDays: 730,
  /** Kept bodies. */
  bodyDays: 30,
  /** Bodies kept of one listing that changed something, and as many that could not be believed. */
  bodies: 5,
  /** Their bytes, sealed, for either kind; the latest is kept whatever its size. */
  bodyBytes: 1024 * 1024,
} as const;

/** A poll that began before midnight is written within this time after it. */
const LATEST_WRITE_MS = 60 * 60_000;

/** What the time asks to be counted and dropped. Days are days in India. */
export interface Retention {
  /** The first day that is not over: earlier ones can be rolled up. */
  readonly openDay: Night;
  /** Runs of earlier days go, once they are rolled up. */
  readonly firstRunDay: Night;
  readonly firstRollUpDay: Night;
  readonly bodiesSince: Date;
}

/** What is to be kept as of `now`. */
export function retentionAt(now: Date): Retention {
  const today = istNight(now);
  return {
    openDay: istNight(new Date(now.getTime() - LATEST_WRITE_MS)),
    firstRunDay: addNights(today, -RETENTION.runDays),
    firstRollUpDay: addNights(today, -RETENTION.rollUpDays),
    bodiesSince: new Date(now.getTime() - RETENTION.bodyDays * 24 * 60 * 60_000),
  };
}
