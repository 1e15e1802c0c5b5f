import { randomBytes, randomUUID } from 'node:crypto';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { addNights } from '@roomnight/calendar/night';
import { createActivities } from '@roomnight/conflict-service/activities';
import { QUEUES } from '@roomnight/contracts/queues';
import { openGateway } from '@roomnight/gateway/app';
import { requestBooking } from '@roomnight/gateway/bookings/request-booking';
import { tenantEntityManager, type App } from '@roomnight/gateway/context';
import { readEnv } from '@roomnight/gateway/env';
import { createLogger } from '@roomnight/runtime/logger';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { bareQueues, nothing } from '../baselines/bare.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { median } from '../measure/median.ts';
import { inRepository } from '../stage/in-repository.ts';
import { analyze } from '../stage/analyze.ts';
import { createOrganization, type Organization } from '../stage/organization.ts';
import { openPool } from '../stage/pool.ts';
import type { Stage } from '../stage/stage.ts';
import { openWorkers } from '../stage/workers.ts';

const bookings = 40;
const units = 50;
const now = new Date('2026-12-01T06:30:00Z');
const clock = () => now;

/**
 * The median time from the gateway's call to "accepted", nights locked and request, booking, audit and events durable;
 * one after the other, on free nights. Against an update-with-start whose handler does nothing.
 */
export async function measureBooking(stage: Stage): Promise<Measurement> {
  const database = await stage.database();
  const address = await stage.temporal();
  const organization = await createOrganization(database.admin, units);
  const workers = await openWorkers(address);
  const env = readEnv({
    DATABASE_URL_GATEWAY: database.url('gateway'),
    DATABASE_URL_AUTH: database.url('auth'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    AUTH_SECRET: randomBytes(32).toString('base64'),
    TEMPORAL_ADDRESS: address,
    NODE_ENV: 'production',
  });
  const temporal = await connectTemporal(env);
  const pool = openPool({
    url: database.url('conflict'),
    applicationName: 'bench',
    max: 20,
    plansOnce: true,
  });
  const gateway = await openGateway({ env, temporal, clock, logger: createLogger('gateway', 'error') });
  try {
    await workers.run({
      taskQueue: QUEUES.availability,
      workflowsPath: inRepository('services/conflict-service/src/workflows.ts'),
      activities: createActivities({ pool, clock }),
    });
    await workers.run({
      taskQueue: bareQueues.workflows,
      workflowsPath: inRepository('bench/src/baselines/workflows.ts'),
    });
    let made = 0;
    return await interleave({
      unit: 'ms',
      product: async () => {
        await analyze(database.admin);
        return medianMs(() => book(gateway.app, organization, made++));
      },
      baseline: () => medianMs(() => updateBare(temporal)),
    });
  } finally {
    await gateway.stop();
    await workers.close();
    await Promise.all([temporal.connection.close(), pool.end()]);
  }
}

/** Nights that no earlier booking has. */
async function book(app: App, { organizationId, userId, unitIds }: Organization, at: number): Promise<void> {
  const viewer = {
    userId,
    organizationId,
    name: 'Asha',
    email: 'asha@roomnight.example',
    role: 'owner',
  } as const;
  const checkIn = addNights('2027-01-01', 3 * Math.floor(at / units));
  await requestBooking(
    app,
    { viewer, em: tenantEntityManager(app.orm, organizationId) },
    {
      kind: 'stay',
      unitId: unitIds[at % units] ?? '',
      checkIn,
      checkOut: addNights(checkIn, 2),
      guestName: 'Asha Rao',
      guestEmail: 'guest@example.com',
      guestPhone: null,
      listingId: null,
      reason: null,
      idempotencyKey: randomUUID(),
    },
  );
}

async function updateBare(temporal: Client): Promise<void> {
  const answer = await temporal.workflow.executeUpdateWithStart(nothing, {
    startWorkflowOperation: new WithStartWorkflowOperation('BareUpdate', {
      workflowId: `bare-update:${randomUUID()}`,
      taskQueue: bareQueues.workflows,
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  });
  if (answer !== 'done') throw new Error(`The baseline answered ${answer}.`);
}

async function medianMs(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < bookings; at++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}
