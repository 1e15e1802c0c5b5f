import type { Pool } from 'pg';
import { connect, type PoolOptions } from '@roomnight/database/connect';

const serverStops = '57P01';

/** A pool with the services' own settings. */
export function openPool(options: PoolOptions): Pool {
  return untilServerStops(connect(options));
}

/** A connection that is still closing while the server stops hears of it; nothing is lost then. */
export function untilServerStops(pool: Pool): Pool {
  return pool.on('error', (error) => {
    if (!('code' in error && error.code === serverStops)) console.error(error.message);
  });
}
