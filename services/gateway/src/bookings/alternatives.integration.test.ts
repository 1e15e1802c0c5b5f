import { randomUUID } from 'node:crypto';
import type { Stay } from '@roomnight/calendar/stay';
import { withOrganization } from '@roomnight/database/tenant';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAlternatives } from './read-alternatives.ts';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => new Date('2026-11-23T07:00:00Z') });
  house = await TestHouse.build(gateway, []);
});
afterAll(() => gateway.stop());

const BOOK = `mutation ($input: CreateBookingInput!) { made: createBooking(input: $input) {
  ... on NightsTaken { alternatives { unit { name property { name } } checkIn checkOut } } } }`;

interface Refused {
  made: { alternatives: { unit: { name: string }; checkIn: string; checkOut: string }[] };
}

async function alternatives(nights: Stay) {
  const input = {
    unitId: house.unitId,
    guestName: 'Meera Kulkarni',
    idempotencyKey: randomUUID(),
    ...nights,
  };
  const { made } = await house.person.get<Refused>(BOOK, { input });
  return made.alternatives.map(({ unit, checkIn, checkOut }) => `${unit.name} ${checkIn} ${checkOut}`);
}

async function unit(
  name: string,
  place: { propertyId?: string; parentUnitId?: string } = {},
): Promise<string> {
  const { createUnit } = await house.person.get<{ createUnit: { unit: { id: string } } }>(
    `mutation ($input: CreateUnitInput!) { createUnit(input: $input) { ... on CreateUnitSuccess { unit { id } } } }`,
    { input: { propertyId: house.propertyId, name, ...place } },
  );
  return createUnit.unit.id;
}

it('offers other dates here, then the same dates elsewhere, those of this property and city first, and no part of the unit', async () => {
  const elsewhere = await TestHouse.build(gateway, [], house.person);
  const { createProperty: jaipur } = await house.person.get<{ createProperty: { property: { id: string } } }>(
    'mutation { createProperty(input: { name: "Amber", city: "Jaipur" }) { ... on CreatePropertySuccess { property { id } } } }',
  );
  await unit('Court', { propertyId: jaipur.property.id });
  await TestHouse.build(gateway, []);
  await unit('Attic', { propertyId: elsewhere.propertyId });
  await unit('Garden Room');
  const busy = await unit('Busy Room');
  const villa = await unit('Villa');
  const room = await unit('Villa, Room 1', { parentUnitId: villa });
  const secondRoom = await unit('Villa, Room 2', { parentUnitId: villa });
  for (const [unitId, checkIn, checkOut] of [
    [house.unitId, '2026-12-08', '2026-12-12'],
    [busy, '2026-12-12', '2026-12-30'],
    [room, '2026-12-01', '2026-12-11'],
  ] as const) {
    await house.sell({ listing: undefined, unitId, checkIn, checkOut });
  }
  expect(await alternatives({ checkIn: '2026-12-10', checkOut: '2026-12-13' })).toEqual([
    'Casa 2026-12-12 2026-12-15',
    'Casa 2026-12-05 2026-12-08',
    'Garden Room 2026-12-10 2026-12-13',
    'Villa, Room 2 2026-12-10 2026-12-13',
    'Attic 2026-12-10 2026-12-13',
    'Casa 2026-12-10 2026-12-13',
    'Court 2026-12-10 2026-12-13',
  ]);

  const { rows } = await gateway.database.admin.query<{ id: string }>(
    'SELECT organization_id AS id FROM gateway.units WHERE id = $1',
    [villa],
  );
  const asked = { unitId: villa, checkIn: '2026-12-09', checkOut: '2026-12-10' };
  const ofVilla = await withOrganization(gateway.app.pool, rows[0]?.id ?? '', (tx) =>
    readAlternatives(tx, asked, gateway.app.clock()),
  );
  expect(ofVilla.filter(({ unitId }) => unitId === villa)).toEqual([
    { unitId: villa, checkIn: '2026-12-11', checkOut: '2026-12-12' },
    { unitId: villa, checkIn: '2026-11-30', checkOut: '2026-12-01' },
  ]);
  expect(ofVilla.map(({ unitId }) => unitId)).toContain(busy);
  expect(ofVilla.map(({ unitId }) => unitId)).not.toContain(secondRoom);
});

it('offers nothing that is over', async () => {
  const lone = await TestHouse.build(gateway, []);
  await lone.sell({ listing: undefined, checkIn: '2026-11-22', checkOut: '2026-12-20' });
  const input = {
    unitId: lone.unitId,
    checkIn: '2026-11-24',
    checkOut: '2026-11-26',
    guestName: 'Meera Kulkarni',
    idempotencyKey: randomUUID(),
  };
  const { made } = await lone.person.get<Refused>(BOOK, { input });
  expect(made.alternatives).toEqual([]);
});
