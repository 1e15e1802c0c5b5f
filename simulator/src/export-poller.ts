import { dialects } from './dialects/registry.ts';
import { CalendarUnreadable, readEvents } from './ical-read.ts';
import type { Listing, Poll } from './listing.ts';
import type { OtherEvent } from './dialects/dialect.ts';
import { dateInIndia, overlap } from './nights.ts';
import { activeStays, importEvents } from './world.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;
const POLLS_KEPT = 20;

type Visit =
  | {
      readonly outcome: 'read';
      readonly status: number;
      readonly etag: string | null;
      readonly events: OtherEvent[];
    }
  | { readonly outcome: 'unchanged'; readonly status: number }
  | { readonly outcome: 'failed'; readonly status: number | null; readonly reason: string };

/**
 * Visits our export as the listing's platform does and takes over its nights. A failed visit changes nothing, as on the
 * real ones. Returns, and records, what was seen.
 */
export async function pollExport(
  listing: Listing,
  url: string,
  fetch: Fetch,
  clock: () => Date,
): Promise<Poll> {
  const visit = await visitExport(listing, url, fetch);
  const at = clock();
  if (visit.outcome === 'read') {
    const today = dateInIndia(at);
    listing.exportEtag = visit.etag;
    importEvents(
      listing,
      visit.events.filter((event) => event.checkOut > today),
      at,
    );
  }
  const poll: Poll = {
    at: at.toISOString(),
    outcome: visit.outcome,
    status: visit.status,
    reason: visit.outcome === 'failed' ? visit.reason : null,
    nights: listing.imported,
    bouncedBack: listing.imported.filter((nights) =>
      activeStays(listing).some((stay) => overlap(stay, nights)),
    ),
  };
  listing.polls = [...listing.polls, poll].slice(-POLLS_KEPT);
  return poll;
}

async function visitExport(listing: Listing, url: string, fetch: Fetch): Promise<Visit> {
  const headers = {
    'user-agent': dialects[listing.dialect].userAgent,
    accept: 'text/calendar, */*;q=0.5',
    ...(listing.exportEtag === null ? {} : { 'if-none-match': listing.exportEtag }),
  };
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = await response.text();
    if (response.status === 304) return { outcome: 'unchanged', status: 304 };
    if (response.status !== 200) {
      return {
        outcome: 'failed',
        status: response.status,
        reason: `The export answered ${response.status}.`,
      };
    }
    return { outcome: 'read', status: 200, etag: response.headers.get('etag'), events: readEvents(body) };
  } catch (error) {
    if (error instanceof CalendarUnreadable) return { outcome: 'failed', status: 200, reason: error.message };
    const reason =
      error instanceof Error && error.name === 'TimeoutError' ? 'It took too long.' : 'No connection.';
    return { outcome: 'failed', status: null, reason };
  }
}
