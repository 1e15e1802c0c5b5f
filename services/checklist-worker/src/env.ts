import { commonEnv, readEnv } from '@roomnight/runtime/env';
import { z } from 'zod';

/** What the checklist-worker is told by its environment. */
export const env = readEnv(
  z.object({
    ...commonEnv,
    DATABASE_URL_CHECKLIST: z.url(
      'give the checklist role’s URL: postgres://roomnight_checklist:password@host:port/database',
    ),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: 'give smtp://host:port or smtps://user:password@host:port' })
      .default('smtp://127.0.0.1:1025'),
    /** Sender of every mail: an address, or `Name <address>`. */
    MAIL_FROM: z.string().min(3).default('Roomnight <desk@roomnight.example>'),
    /** Where people open the dashboard; mails link to it. */
    PUBLIC_URL: z.url().default('http://localhost:4000'),
    /** Called (GET) after each pass of the watchdog while all is well, for a service that misses it; a secret. */
    HEARTBEAT_URL: z.url({ protocol: /^https?$/, error: 'give an http:// or https:// address' }).optional(),
  }),
);
