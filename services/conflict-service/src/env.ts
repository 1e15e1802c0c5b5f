import { z } from 'zod';
import { commonEnv, readEnv } from '@roomnight/runtime/env';

export const env = readEnv(
  z.object({
    ...commonEnv,
    DATABASE_URL_CONFLICT: z.url(
      'give the conflict role’s URL: postgres://roomnight_conflict:password@host:port/database',
    ),
  }),
);
