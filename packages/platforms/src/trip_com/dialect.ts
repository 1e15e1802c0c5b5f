import { judgeEach, type Dialect } from '../feed.ts';

const roomStatus = /^roomstatus\b/i;

/** Stays and closures read the same, neighbours come as one, and every UID is new each day. */
export const tripComDialect: Dialect = {
  name: 'trip_com',
  wrote: ({ summary }) => roomStatus.test(summary.trim()),
  judge: ({ events }) => ({
    events: judgeEach(events, () => ({
      as: 'closed',
      reason: 'Trip.com shows no room left for these nights; its feed does not say whether for guests.',
    })),
  }),
};
