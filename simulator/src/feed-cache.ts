import { createHash } from 'node:crypto';
import { dialects } from './dialects/registry.ts';
import type { Listing } from './listing.ts';
import { dateInIndia } from './nights.ts';
import { activeStays } from './world.ts';

export interface RenderedFeed {
  readonly body: string;
  readonly etag: string;
  readonly lastModified: Date;
  /** What was served before the calendar last changed, as a lagging copy behind a balancer still would. */
  readonly before: string;
}

/** Feeds as text, rendered once for each state of the listing, day, and stamp. */
export class FeedCache {
  readonly #rendered = new Map<string, RenderedFeed & { readonly key: string; readonly revision: number }>();

  render(listing: Listing, now: Date): RenderedFeed {
    const dialect = dialects[listing.dialect];
    const today = dateInIndia(now);
    const stamp = dialect.stampsEachFetch && !listing.pinStamp ? now : new Date(listing.changedAt);
    const key = [listing.revision, today, stamp.toISOString().slice(0, 19)].join(' ');
    const known = this.#rendered.get(listing.id);
    if (known?.key === key) return known;
    const body = dialect.render({
      stays: activeStays(listing),
      closures:
        listing.reexportImported && !dialect.republishes
          ? [...listing.blocks, ...listing.imported]
          : listing.blocks,
      republished: listing.republished,
      today,
      bookingWindowDays: listing.bookingWindowDays,
      advanceNoticeDays: listing.advanceNoticeDays,
      preparationNights: listing.preparationNights,
      snoozed: listing.snoozed,
      stamp,
      seed: listing.seed,
    });
    const hash = createHash('md5').update(body).digest('hex');
    const fresh = {
      key,
      body,
      etag: `${dialect.weakEtag ? 'W/' : ''}"${hash}"`,
      lastModified: now,
      revision: listing.revision,
      before: known === undefined ? body : known.revision === listing.revision ? known.before : known.body,
    };
    this.#rendered.set(listing.id, fresh);
    return fresh;
  }
}

/** Whether the caller's copy is current: If-None-Match decides, If-Modified-Since only in its absence. */
export function isCurrent(
  feed: RenderedFeed,
  ifNoneMatch: string | null,
  ifModifiedSince: string | null,
): boolean {
  if (ifNoneMatch !== null) {
    const own = feed.etag.replace('W/', '');
    return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace('W/', '') === own);
  }
  if (ifModifiedSince === null) return false;
  const since = Date.parse(ifModifiedSince);
  return !Number.isNaN(since) && since >= Math.floor(feed.lastModified.getTime() / 1000) * 1000;
}
