import { z } from 'zod';
import { commonEnv, encryptionEnv, readEnv } from '@roomnight/runtime/env';
import { feedEnv } from '@roomnight/runtime/feed-env';

/** What the sync-worker is told by its environment. */
export const env = readEnv(
  z.object({
    ...commonEnv,
    ...encryptionEnv,
    ...feedEnv,
    DATABASE_URL_SYNC: z.url(
      'give the sync role’s URL: postgres://roomnight_sync:password@host:port/database',
    ),
    /** Polls at once in this process, of each platform. */
    MAX_CONCURRENT_POLLS: z.coerce.number().int().min(1).max(1000).default(40),
  }),
);
