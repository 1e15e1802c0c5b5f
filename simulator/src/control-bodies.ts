import { z } from 'zod';
import { PLATFORM_NAMES } from './dialects/dialect.ts';
import { DIALECT_NAMES, dialects } from './dialects/registry.ts';
import { MODES } from './misbehaviour.ts';

const exportUrl = z.url({ protocol: /^https?$/ });
const sellRate = z.number().min(0).max(1_000);
const houseRules = {
  bookingWindowDays: z.number().int().min(1).max(730).optional(),
  advanceNoticeDays: z.number().int().min(0).max(14).optional(),
  preparationNights: z.number().int().min(0).max(3).optional(),
  snoozed: z.boolean().optional(),
};
const minutes = z.number().min(0.01).max(10_080);

/** `POST /control/listings`. */
export const newListing = z
  .strictObject({
    platform: z.enum(PLATFORM_NAMES),
    name: z.string().min(1).max(200),
    dialect: z.enum(DIALECT_NAMES).optional(),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    sellRate: sellRate.optional(),
    /** Share of the near nights sold at the start; 0 begins with an empty calendar. */
    occupancy: z.number().min(0).max(0.95).optional(),
    ...houseRules,
    /** Ids of listings of the same unit: the initial stock sells none of their nights again. */
    besides: z.array(z.string()).max(20).optional(),
    exportUrl: exportUrl.optional(),
    pollMinutes: minutes.optional(),
  })
  .refine((wish) => wish.dialect === undefined || dialects[wish.dialect].platform === wish.platform, {
    message: 'This platform does not speak this dialect.',
    path: ['dialect'],
  });

/** `PATCH /control/listings/:id`: only what is named changes. */
export const listingChanges = z.strictObject({
  exportUrl: exportUrl.nullable().optional(),
  pollMinutes: minutes.nullable().optional(),
  sellRate: sellRate.optional(),
  ...houseRules,
  reexportImported: z.boolean().optional(),
  pinStamp: z.boolean().optional(),
});

const nights = { checkIn: z.iso.date(), checkOut: z.iso.date() };

/** `POST …/sell`: a guest books. */
export const sale = z.strictObject({
  ...nights,
  firstName: z.string().max(60).optional(),
  tentative: z.boolean().default(false),
  force: z.boolean().default(false),
});

/** `POST …/cancel`. */
export const cancellation = z.strictObject({ uid: z.string() });

/** `POST …/change`: a guest moves a stay. */
export const move = z.strictObject({ uid: z.string(), ...nights, force: z.boolean().default(false) });

/** `POST …/block` and `…/unblock`. */
export const closure = z.strictObject(nights);

/** `POST …/misbehave`; `times` fetches long, for ever when left out. */
export const misbehaviour = z.strictObject({
  mode: z.enum(MODES),
  times: z.number().int().min(1).optional(),
  redirectTo: z.url().optional(),
  retryAfterSeconds: z.number().int().min(0).default(120),
});
