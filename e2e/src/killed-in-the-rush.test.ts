import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addNights, istNight } from '@roomnight/calendar/night';
import { brokenRules } from '@roomnight/conflict-service/test-calendar';
import { unlikeAudit } from '@roomnight/conflict-service/test-replay';
import { conflictWorkflowId } from '@roomnight/contracts/conflict';
import { connect } from '@roomnight/database/connect';
import { Client as Temporal, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { Promises } from './promises.ts';
import { Rival, stepsOf, type Field } from './rival.ts';
import { listOn } from './simulated-platform.ts';
import { newHouse, newListing, newUnit } from './unit.ts';

const RIVALS = 10;
/** So many calls are answered between two deaths: all that a rush asks for is under way. */
const ANSWERS_BETWEEN = 40;
const VICTIMS = [
  ['conflict-service'],
  ['PostgreSQL'],
  ['Temporal'],
  ['conflict-service', 'PostgreSQL'],
  ['Temporal', 'conflict-service'],
  ['PostgreSQL', 'Temporal'],
];
/** To send the same wishes again; in what order they meet is never the same. */
const seed = Number(process.env.ROOMNIGHT_SEED ?? Math.floor(Math.random() * 1e9));

const today = istNight(new Date());

let product: Product;
let manager: Manager;
let admin: Pool;
let temporal: Temporal;
let organizationId: string;
let field: Field;
const promises = new Promises();

beforeAll(async () => {
  product = await startProduct();
  const saved = JSON.parse(readFileSync(join(product.dataDir, 'environment.json'), 'utf8'));
  admin = connect({ url: saved.DATABASE_URL, applicationName: 'e2e' });
  // Connections break with the server that is killed.
  admin.on('error', () => undefined);
  temporal = new Temporal({ connection: await Connection.connect({ address: saved.TEMPORAL_ADDRESS }) });
  manager = await newManager(product.url);
  const house = await newHouse(manager, 'Casa Azul', 'Villa', ['Garden room', 'Sea room']);
  const cottage = await newUnit(manager, 'Hill House', 'Cottage');
  const doubles = await newUnit(manager, 'Lane Hotel', 'Double', { rooms: 2 });
  const listings = [];
  for (const unitId of [...house, cottage, doubles]) {
    const simulated = await listOn(product.simulatorUrl, 'vrbo');
    const { id } = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl: simulated.feedUrl });
    listings.push({ id, simulated });
  }
  const unitIds = [...house, cottage, doubles];
  field = { manager, unitIds, listings, from: addNights(today, 20), promises };
  const { rows } = await admin.query('SELECT id FROM auth.organizations');
  organizationId = rows[0].id;
});

afterAll(async () => {
  await temporal?.connection.close();
  await admin?.end();
  await product?.stop();
});

/** Kills one after the other while rivals ask for whatever they like, until all that were to die have died. */
async function rush(): Promise<void> {
  let isOver = false;
  const rivals = Array.from({ length: RIVALS }, async (_, at) => {
    const rival = new Rival(field);
    for (const step of stepsOf(seed + at)) {
      if (isOver) return;
      await rival.do(step);
    }
  });
  const deaths = async () => {
    for (const victims of VICTIMS) {
      const enough = promises.answers + ANSWERS_BETWEEN;
      await vi.waitUntil(() => promises.answers >= enough, { timeout: 60_000 });
      await Promise.all(victims.map((victim) => product.killAndRestart(victim)));
    }
  };
  await Promise.all([...rivals, deaths().finally(() => (isOver = true))]);
}

describe(`what was promised, through kill -9 while many ask (ROOMNIGHT_SEED=${seed})`, () => {
  it('is answered, whoever dies', async () => {
    await rush();
    expect(promises.answers).toBeGreaterThan(ANSWERS_BETWEEN * VICTIMS.length);
  }, 300_000);

  it('is kept: what was booked is booked, and what was cancelled is cancelled', async () => {
    const { rows } = await admin.query<{ id: string; says: string }>(
      `SELECT id, concat_ws(' ', status, CASE status WHEN 'active' THEN held_until END, unit_id, check_in, check_out) AS says FROM availability.bookings`,
    );
    const found = new Map(rows.map(({ id, says }) => [id, says]));
    const wanted = promises.certain.filter(({ state }) => state !== 'held');
    expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.map(({ bookingId }) => found.get(bookingId) ?? 'lost')).toEqual(
      wanted.map(({ state, unitId, checkIn, checkOut }) =>
        [state === 'booked' ? 'active' : state, unitId, checkIn, checkOut].join(' '),
      ),
    );
  });

  it('has one owner a night, and one conflict for each overlap', async () => {
    expect(await brokenRules(admin, organizationId)).toEqual({});
    const { rows } = await admin.query(
      "SELECT count(*)::int AS conflicts FROM availability.calendar_conflicts WHERE kind IN ('overlap', 'pool')",
    );
    expect(rows[0].conflicts).toBeGreaterThan(0);
  });

  it('is told by the audit alone', async () => {
    expect(await unlikeAudit(admin, organizationId)).toEqual([]);
  });

  it('leaves a workflow running for each conflict that is open, and none for one that is over', async () => {
    const untrue = async () => {
      const { rows } = await admin.query<{ id: string; isOver: boolean }>(
        `SELECT id, status = 'resolved' AS "isOver" FROM availability.calendar_conflicts`,
      );
      const states = rows.map(async ({ id, isOver }) => {
        const { status } = await temporal.workflow.getHandle(conflictWorkflowId(id)).describe();
        return (status.name === 'RUNNING') === isOver ? [{ id, isOver, workflow: status.name }] : [];
      });
      return (await Promise.all(states)).flat();
    };
    await expect.poll(untrue, { timeout: 60_000, interval: 1_000 }).toEqual([]);
  });
});

describe('ten at the same time, while the service dies', () => {
  const far = (at: number) => ({
    checkIn: addNights(today, 60 + at * 5),
    checkOut: addNights(today, 63 + at * 5),
  });
  const ten = Array.from({ length: 10 });

  it.each(['conflict-service', 'PostgreSQL', 'Temporal'])(
    'book one slot once, and %s dies',
    async (victim) => {
      const rival = new Rival(field);
      const slot = { unitId: field.unitIds[3] ?? '', ...far(VICTIMS.flat().indexOf(victim)) };
      const asked = ten.map(() => rival.book(slot));
      await product.killAndRestart(victim);
      expect((await Promise.all(asked)).flat()).toHaveLength(1);
    },
  );

  it('confirm one hold, and it is booked once', async () => {
    const rival = new Rival(field);
    const bookingId = await rival.hold({ unitId: field.unitIds[3] ?? '', ...far(4) });
    const asked = ten.map(() => rival.confirm(bookingId ?? ''));
    await product.killAndRestart('conflict-service');
    expect(await Promise.all(asked)).toEqual(ten.map(() => true));
  });

  it('hold overlapping nights and confirm: one of them has them', async () => {
    const nights = [far(5), { ...far(5), checkIn: addNights(far(5).checkIn, 1) }];
    const asked = nights.map(async (stay) => {
      const rival = new Rival(field);
      const bookingId = await rival.hold({ unitId: field.unitIds[3] ?? '', ...stay });
      return bookingId === undefined ? false : rival.confirm(bookingId);
    });
    await product.killAndRestart('PostgreSQL');
    expect((await Promise.all(asked)).toSorted()).toEqual([false, true]);
  });

  it('leave the calendar as sound as before', async () => {
    expect(await brokenRules(admin, organizationId)).toEqual({});
    expect(await unlikeAudit(admin, organizationId)).toEqual([]);
  });
});
