import { commonEnv, encryptionEnv, readEnv as read } from '@roomnight/runtime/env';
import { FEED_ALLOW_PRIVATE } from '@roomnight/runtime/feed-env';
import { z } from 'zod';

const schema = z.object({
  ...commonEnv,
  ...encryptionEnv,
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL_GATEWAY: z.string('give the URL of the role roomnight_gateway'),
  DATABASE_URL_AUTH: z.string('give the URL of the role roomnight_auth'),
  /** Where browsers and platforms reach this server. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z.string('give at least 32 random characters').min(32, 'must have at least 32 characters'),
  /** Who asks for `/metrics` says so with this; without it nobody gets them. */
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  FEED_ALLOW_PRIVATE,
  /** How often one export may be fetched; platforms come every few minutes at most. */
  EXPORT_VISITS_PER_MINUTE: z.coerce.number().int().positive().default(120),
  /** The built dashboard; the default is where `npm run build -w web` puts it. */
  WEB_ROOT: z.string().optional(),
});

export type Env = Readonly<z.infer<typeof schema>>;

/** The gateway's settings. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  return read(schema, source);
}
