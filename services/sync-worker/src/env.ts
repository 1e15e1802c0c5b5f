import { z } from 'zod';
import { commonEnv, encryptionEnv, readEnv } from '@roomnight/runtime/env';

/** What the sync-worker is told by its environment. */
export const env = readEnv(
  z.object({
    ...commonEnv,
    ...encryptionEnv,
    DATABASE_URL_SYNC: z.url(
      'give the sync role’s URL: postgres://roomnight_sync:password@host:port/database',
    ),
    /** Sent with every fetch. OTAs refuse the default names of HTTP libraries. */
    FEED_USER_AGENT: z
      .string()
      .default('Mozilla/5.0 (compatible; Roomnight/0.1; +https://roomnight.example/contact)'),
    /** `host:port` pairs that may be private addresses, separated by commas. Empty in production. */
    FEED_ALLOW_PRIVATE: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((pair) => pair.trim())
          .filter((pair) => pair !== ''),
      ),
    /** Polls at once in this process, over all platforms. */
    MAX_CONCURRENT_POLLS: z.coerce.number().int().min(1).max(1000).default(40),
  }),
);
