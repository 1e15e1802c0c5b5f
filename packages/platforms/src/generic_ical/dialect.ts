import { airbnbDialect } from '../airbnb/dialect.ts';
import { bookingComDialect } from '../booking_com/dialect.ts';
import { expediaDialect } from '../expedia/dialect.ts';
import type { Dialect, Feed, FeedEvent } from '../feed.ts';
import { gommtDialect } from '../gommt/dialect.ts';
import { guestyDialect } from '../guesty/dialect.ts';
import { smoobuDialect } from '../smoobu/dialect.ts';
import { tripComDialect } from '../trip_com/dialect.ts';
import { vrboDialect } from '../vrbo/dialect.ts';
import { plainDialect } from './plain-dialect.ts';

/** Those that can be told by what they write, the surest ones first. */
export const writers: readonly Dialect[] = [
  airbnbDialect,
  bookingComDialect,
  expediaDialect,
  tripComDialect,
  gommtDialect,
  guestyDialect,
  smoobuDialect,
  vrboDialect,
];

/**
 * For a feed of any origin. Calendars are passed on, and merged, by others: an event keeps the UID and the words of
 * who wrote it, so each is judged in its writer's dialect, beside the other events of the same writer.
 */
export const genericDialect: Dialect = {
  name: 'generic_ical',
  wrote: () => true,
  judge(feed) {
    const parts = [...Map.groupBy(feed.events, writersOf(feed))].map(([writer, events]) =>
      writer.judge({ ...feed, events }),
    );
    return {
      events: parts.flatMap(({ events }) => events),
      bookingWindowDays: parts.find((part) => part.bookingWindowDays !== undefined)?.bookingWindowDays,
    };
  },
};

function writersOf({ prodId }: Pick<Feed, 'prodId'>): (event: FeedEvent) => Dialect {
  const byName = namedIn(prodId);
  return byName ? () => byName : (event) => writers.find((writer) => writer.wrote(event)) ?? plainDialect;
}

function namedIn(prodId: string): Dialect | undefined {
  return writers.find((writer) => writer.prodId?.test(prodId));
}
