const MINUTE_MS = 60_000;

/** When a platform that fetched our export at `fetchedAt`, and does so every so many minutes, is taken to fetch next. */
export function expectedFetch(fetchedAt: Date, intervalMinutes: number): Date {
  return new Date(fetchedAt.getTime() + intervalMinutes * MINUTE_MS);
}

/** From then on something is wrong: it did not fetch for three times its interval. */
export function missingSince(fetchedAt: Date, intervalMinutes: number): Date {
  return expectedFetch(fetchedAt, 3 * intervalMinutes);
}
