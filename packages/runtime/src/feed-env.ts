import { z } from 'zod';

/** `host:port` pairs that may be private addresses, separated by commas: for the simulator. Empty in production. */
export const FEED_ALLOW_PRIVATE = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== ''),
  );

/** What whoever fetches feeds is told by its environment. */
export const feedEnv = {
  FEED_ALLOW_PRIVATE,
  /** Sent with every fetch. OTAs refuse the default names of HTTP libraries. */
  FEED_USER_AGENT: z
    .string()
    .default('Mozilla/5.0 (compatible; Roomnight/0.1; +https://roomnight.example/contact)'),
};
