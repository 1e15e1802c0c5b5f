/** What a figure has to reach. Most are ratios to a limit measured in the same run on the same machine. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** A figure's name is for ever: numbers of different releases are compared by it. */
export const goals = {
  /** Unchanged polls a second through everything, against activities that only fail and are retried. */
  'sync.poll-rate': { atLeast: 0.6 },
  /** Events a poll that finds nothing leaves in its workflow's history. */
  'sync.events-per-poll': { atMost: 0.1 },
  /** CPU of worker, Temporal and PostgreSQL for a poll when 5,000 feeds are polled, against when 200 are. */
  'sync.flat-cost': { atMost: 1.2 },
  /** Megabytes of memory that a sync-worker with 5,000 active feeds takes. */
  'sync.worker-mb': { atMost: 450 },
  /** CPU to read a feed of 5,000 events and compare it with what is known, against parsing it and looking at each value. */
  'sync.read-ratio': { atMost: 1.5 },
  /** CPU to find that a fetched feed of 5,000 events is unchanged, against parsing it and looking at each value. */
  'sync.unchanged-ratio': { atMost: 0.15 },
  /** The slowest hundredth of polls while hostile calendars are read, against without. */
  'sync.bomb-delay': { atMost: 1.1 },
  /** Claims a second spread over 1,000 units, against inserting one plain row each. */
  'locks.claim-ratio': { atLeast: 0.6 },
  /** Claims a second of 16 clients on 3 units, against the one statement that locks and inserts. */
  'locks.hot-ratio': { atLeast: 0.7 },
  /** Time to apply the first 500 events of a feed, against inserting as many locks in one statement. */
  'locks.import-ratio': { atMost: 2 },
  /** CPU of service and PostgreSQL for a claim on a unit with 10,000 bookings, against one with 10. */
  'locks.flat-cost': { atMost: 1.2 },
  /** Median time until a direct booking is accepted and durable, against an update-with-start that does nothing. */
  'booking.latency-ratio': { atMost: 1.6 },
  /**
   * How long after a change set is applied a subscriber's socket has its event, but for the slowest hundredth, at 100 a
   * second; milliseconds, less the interval at which the event log is read.
   */
  'live.latency-ms-over-poll': { atMost: 100 },
  /** Requests a second of an export its reader has already, against a bare web server that reads one row. */
  'api.export-304-ratio': { atLeast: 0.8 },
} as const satisfies Record<string, Goal>;

export type FigureName = keyof typeof goals;

export function isMet(goal: Goal, value: number): boolean {
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** `≥ 0.6` */
export function describeGoal(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}
