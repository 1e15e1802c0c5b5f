import { z } from 'zod';

const schema = z.object({
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  namespace: z.string(),
  /** `host:port` */
  simulatorHost: z.string(),
  feeds: z.number(),
  /** Between two polls of a feed, on average. */
  meanMs: z.number(),
  /** How much faster the polls' clock goes. */
  clockSpeed: z.number(),
  /** When it agreed with the world's, in epoch milliseconds. */
  clockBegan: z.number(),
});

export type FleetSettings = z.infer<typeof schema>;

/** What a fleet's worker is told by the bench. */
export function fleetSettings(json: string | undefined): FleetSettings {
  return schema.parse(JSON.parse(json ?? 'null'));
}
