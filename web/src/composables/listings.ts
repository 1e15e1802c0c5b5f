import { ref, shallowRef } from 'vue';
import { client, sentenceOf } from '~/graphql/client.ts';
import type { ListingRowFragment } from '~/graphql/generated/graphql.ts';
import { ListingQuery, ListingsQuery } from '~/graphql/listings.ts';
import { coalesce } from './coalesce.ts';
import { type CalendarEvent, onEvents } from './live.ts';

export type Listing = ListingRowFragment;

/** With more than this many touched at once, one question for all is less work than one each. */
const fewListings = 5;

const concerning = new Set<CalendarEvent['type']>([
  'SYNC_COMPLETED',
  'QUARANTINE_CHANGED',
  'LISTING_CHANGED',
  'EXPORT_FETCHED',
]);

/** All listings with the state of their sync; an event reads only the listings it names. */
export function useListings() {
  const listings = shallowRef<readonly Listing[]>();
  const error = ref<string>();
  const touched = new Set<string>();

  const refresh = coalesce(async () => {
    touched.clear();
    const result = await client.query(ListingsQuery, {}).toPromise();
    error.value = result.error && sentenceOf(result.error);
    if (result.data) listings.value = result.data.listings.filter(({ status }) => status !== 'DELETED');
  });

  const refreshTouched = coalesce(async () => {
    const ids = [...touched];
    touched.clear();
    const known = ids.every((id) => listings.value?.some((listing) => listing.id === id));
    if (ids.length > fewListings || !known) return refresh();
    const answers = await Promise.all(ids.map((id) => client.query(ListingQuery, { id }).toPromise()));
    answers.forEach(({ data, error: failed }) => {
      error.value = failed && sentenceOf(failed);
      if (data?.listing) replace(data.listing);
    });
  });

  function replace(listing: Listing): void {
    listings.value = listings.value
      ?.map((other) => (other.id === listing.id ? listing : other))
      .filter(({ status }) => status !== 'DELETED');
  }

  onEvents(({ events, missed }) => {
    if (missed || error.value !== undefined) return void refresh();
    for (const { type, listingId } of events) {
      if (concerning.has(type) && listingId !== null) touched.add(listingId);
    }
    if (touched.size > 0) void refreshTouched();
  });
  void refresh();
  return { listings, error, refresh, replace };
}
