import type { WorkflowClient } from '@temporalio/client';
import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import type { Mailer } from './notify/mailer.ts';

/** What this service works with, made by `main.ts` and by tests. */
export interface Dependencies {
  /** Of the login role roomnight_checklist. */
  pool: Pool;
  workflows: WorkflowClient;
  taskQueue: string;
  mailer: Mailer;
  /** Where people open the dashboard. */
  publicUrl: string;
  /** Called after each pass of the watchdog while all is well; a secret. Undefined: nobody waits for it. */
  heartbeatUrl: string | undefined;
  clock: Clock;
  logger: Logger;
}
