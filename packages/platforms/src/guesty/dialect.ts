import { judgeEach, type Dialect, type FeedEvent, type Verdict } from '../feed.ts';
import { plainVerdict } from '../generic_ical/plain-dialect.ts';

const byGuesty = /^blocked by guesty\b/i;

/** A channel manager: it passes on stays of other platforms, and some of them only as closed nights. */
export const guestyDialect: Dialect = {
  name: 'guesty',
  prodId: /guesty/i,
  wrote: ({ summary }) => byGuesty.test(summary.trim()),
  judge: ({ events }) => ({
    events: judgeEach(events, (event) => guestyVerdict(event) ?? plainVerdict(event)),
  }),
};

/** Nights that Guesty closed, in whatever feed it says so. */
export function guestyVerdict({ summary }: FeedEvent): Verdict | undefined {
  return byGuesty.test(summary.trim())
    ? { as: 'closed', reason: 'Closed by Guesty, which writes stays of some platforms like closures.' }
    : undefined;
}
