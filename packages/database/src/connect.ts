import pg from 'pg';

const DATE = 1082;
const INT8 = 20;

/** Nights stay `YYYY-MM-DD` strings (pg would make local-midnight `Date`s of them); counters become numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format);
  },
};

export interface PoolOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  max?: number;
  /** The schema of names that carry none, for a library that writes its own SQL. */
  schema?: string;
  /** Each statement is planned once a connection, not anew for the values it has: for those whose plan is always the same. */
  plansOnce?: boolean;
}

/** A connection pool of one service's login role. A statement that waits 2 s for a lock fails rather than queues on. */
export function connect({ url, applicationName, max = 10, schema, plansOnce }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    // A server that is away, or a pool that is used up, fails a request instead of holding it for ever.
    connectionTimeoutMillis: 10_000,
    // A server that no longer answers, and whose end nobody was told of, must not hold its clients for ever.
    query_timeout: 60_000,
    keepAlive: true,
    types,
    // Statements that do not wait for one another share a journey.
    pipeline: true,
    // Compiling pays for statements of seconds, and is chosen by estimates that recursion makes enormous.
    options: `-c jit=off -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s -c timezone=UTC -c datestyle=ISO${
      schema === undefined ? '' : ` -c search_path=${schema}`
    }${plansOnce ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
  });
  // A connection that breaks while it is lent out has no listener of the pool's, and an error without a listener ends
  // the process. Whoever has it learns of it by the statement under way, or the next one; of an idle one the pool tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
