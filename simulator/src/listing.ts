import { z } from 'zod';
import { PLATFORM_NAMES } from './dialects/dialect.ts';
import { DIALECT_NAMES } from './dialects/registry.ts';
import { MODES } from './misbehaviour.ts';

const date = z.iso.date();
const instant = z.iso.datetime();
const nights = z.object({ checkIn: date, checkOut: date });

const staySchema = nights.extend({
  uid: z.string(),
  firstName: z.string(),
  reservationCode: z.string(),
  phoneLast4: z.string(),
  tentative: z.boolean(),
  soldAt: instant,
  cancelledAt: instant.nullable(),
});

/** Somebody fetched this listing's feed. */
const fetchSchema = z.object({
  at: instant,
  status: z.number().nullable(),
  mode: z.enum(MODES),
  userAgent: z.string().nullable(),
  ifNoneMatch: z.string().nullable(),
  ifModifiedSince: z.string().nullable(),
});

/** This listing's platform fetched our export; `nights` is what it holds as imported since. */
const pollSchema = z.object({
  at: instant,
  outcome: z.enum(['read', 'unchanged', 'failed']),
  status: z.number().nullable(),
  reason: z.string().nullable(),
  nights: z.array(nights),
  /** Nights the export holds although this platform sold them itself: a bounced-back booking. */
  bouncedBack: z.array(nights),
});

const misbehaviourSchema = z.object({
  mode: z.enum(MODES),
  /** Fetches left before it behaves again; null for ever. */
  left: z.number().int().nullable(),
  redirectTo: z.string().nullable(),
  retryAfterSeconds: z.number(),
  /** Fetches that were answered so. */
  answered: z.number().int().default(0),
});

/** See `HouseRules` of the dialects. */
const houseRules = {
  bookingWindowDays: z.number().int(),
  advanceNoticeDays: z.number().int(),
  preparationNights: z.number().int(),
  snoozed: z.boolean(),
};

/** One listing of the simulated world: settings, its calendar, and what happened to it. Kept whole in the state file. */
export const listingSchema = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.enum(PLATFORM_NAMES),
  dialect: z.enum(DIALECT_NAMES),
  seed: z.number().int(),
  feedPath: z.string(),
  /** Stays sold a day, before the simulator's speed. */
  sellRate: z.number(),
  ...houseRules,
  /** Whether imported nights show in its own feed. */
  reexportImported: z.boolean(),
  /** DTSTAMP is the last change instead of the fetch, so that conditional requests can succeed. */
  pinStamp: z.boolean(),
  exportUrl: z.string().nullable(),
  /** Minutes between visits to our export; null for the platform's own pace, divided by the speed. */
  pollMinutes: z.number().nullable(),
  stays: z.array(staySchema),
  blocks: z.array(nights),
  imported: z.array(nights),
  /** What it imported as it came, where it publishes that again. */
  republished: z.array(nights.extend({ uid: z.string(), summary: z.string() })).default([]),
  /** Grows with every change of the calendar. */
  revision: z.number().int(),
  changedAt: instant,
  dice: z.array(z.number()),
  nextDealAt: instant.nullable(),
  nextPollAt: instant.nullable(),
  exportEtag: z.string().nullable(),
  misbehaviour: misbehaviourSchema,
  fetches: z.array(fetchSchema),
  polls: z.array(pollSchema),
});

export type Listing = z.infer<typeof listingSchema>;
export type Stay = z.infer<typeof staySchema>;
export type Poll = z.infer<typeof pollSchema>;
export type Misbehaviour = z.infer<typeof misbehaviourSchema>;

export const worldSchema = z.object({
  seed: z.number().int(),
  created: z.number().int(),
  listings: z.array(listingSchema),
});

export type StoredWorld = z.infer<typeof worldSchema>;
