import { createHash, timingSafeEqual } from 'node:crypto';
import { asReader } from '@roomnight/database/tenant';
import type { Clock } from '@roomnight/runtime/clock';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

interface Dependencies {
  pool: Pool;
  clock: Clock;
  /** Undefined: nobody may read them. */
  token: string | undefined;
}

/**
 * `/metrics`, for whoever runs Roomnight: what the watchdog cannot say itself, because it may be dead. Counts over all
 * organizations and ages, never a name, an id or an address. Asked without the token, there is no such page.
 */
export function metricsRoutes(app: FastifyInstance, { pool, clock, token }: Dependencies): void {
  if (token === undefined) return;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = gaugesOf(registry);
  app.get('/metrics', async (request, reply) => {
    if (!isBearerOf(token, request.headers.authorization)) return reply.code(404).send();
    fill(gauges, await readFleet(pool), clock());
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
}

/** Compared in a time that says nothing about how much of it was right. */
function isBearerOf(token: string, header: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function gaugesOf(registry: Registry) {
  const registers = [registry];
  return {
    watchdogAge: new Gauge({
      name: 'roomnight_watchdog_pass_age_seconds',
      help: 'Since the last whole pass of the watchdog; infinite before the first.',
      registers,
    }),
    feeds: new Gauge({
      name: 'roomnight_feeds',
      help: 'Feeds by health, as the last pass of the watchdog found them.',
      labelNames: ['health'],
      registers,
    }),
    alerts: new Gauge({
      name: 'roomnight_open_alerts',
      help: 'Open alerts by kind.',
      labelNames: ['kind'],
      registers,
    }),
    deliveryAge: new Gauge({
      name: 'roomnight_oldest_unacknowledged_delivery_age_seconds',
      help: 'Since the oldest e-mail that no mail server has taken yet was put up for delivery; 0 when there is none.',
      registers,
    }),
  };
}

interface Fleet {
  passedAt: Date | null;
  feeds: Record<string, number>;
  alerts: { kind: string; count: number }[];
  oldestDelivery: Date | null;
}

function readFleet(pool: Pool): Promise<Fleet> {
  return asReader(pool, 'watchdog', async (tx) => {
    const pass = await tx.query<{ passedAt: Date; feeds: Record<string, number> }>(
      'SELECT passed_at AS "passedAt", feeds FROM checklists.watchdog_passes',
    );
    const alerts = await tx.query<{ kind: string; count: number }>(
      `SELECT kind, count(*)::int AS count FROM checklists.alerts WHERE status = 'open' GROUP BY kind`,
    );
    const delivery = await tx.query<{ oldest: Date | null }>(
      `SELECT min(created_at) AS oldest FROM checklists.notification_deliveries
       WHERE sent_at IS NULL AND given_up_at IS NULL AND policy = 'at_least_once'`,
    );
    return {
      passedAt: pass.rows[0]?.passedAt ?? null,
      feeds: pass.rows[0]?.feeds ?? {},
      alerts: alerts.rows,
      oldestDelivery: delivery.rows[0]?.oldest ?? null,
    };
  });
}

function fill(gauges: ReturnType<typeof gaugesOf>, fleet: Fleet, now: Date): void {
  const secondsSince = (instant: Date) => Math.max(0, (now.getTime() - instant.getTime()) / 1000);
  gauges.watchdogAge.set(fleet.passedAt === null ? Infinity : secondsSince(fleet.passedAt));
  gauges.deliveryAge.set(fleet.oldestDelivery === null ? 0 : secondsSince(fleet.oldestDelivery));
  gauges.feeds.reset();
  for (const [health, count] of Object.entries(fleet.feeds)) gauges.feeds.set({ health }, count);
  gauges.alerts.reset();
  for (const { kind, count } of fleet.alerts) gauges.alerts.set({ kind }, count);
}
