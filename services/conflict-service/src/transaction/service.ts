import type { Pool } from 'pg';
import type { Clock } from '@roomnight/runtime/clock';

/** What a transaction needs from outside. */
export interface Service {
  pool: Pool;
  clock: Clock;
}
