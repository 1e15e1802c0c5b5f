import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AuditEntry, writeAudit } from '@roomnight/database/audit';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

const DAY = '2026-11-20T10';
const [showed, also, dropped] = [`${DAY}:00:00.000Z`, `${DAY}:10:00.000Z`, `${DAY}:20:00.000Z`];
const airbnbNights = { checkIn: '2026-12-10', checkOut: '2026-12-14' };
const vrboNights = { checkIn: '2026-12-12', checkOut: '2026-12-16' };
const both = { checkIn: '2026-12-12', checkOut: '2026-12-14' };
const rest = { checkIn: '2026-12-14', checkOut: '2026-12-16' };

let gateway: TestGateway;
let house: TestHouse;
let ids: { airbnb: string; vrbo: string; conflict: string; changeSet: string; run: string };

/** What conflict-service leaves behind when two feeds sell the same nights and the first guest cancels. */
beforeAll(async () => {
  gateway = await openTestGateway();
  house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
  const { admin } = gateway.database;
  const [airbnb, vrbo] = house.listings;
  const first = await house.sell({ listing: airbnb, ...airbnbNights, held: [] });
  const second = await house.sell({ listing: vrbo, ...vrboNights });
  ids = { airbnb: first, vrbo: second, conflict: randomUUID(), changeSet: randomUUID(), run: randomUUID() };
  await admin.query(
    `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = updated_at WHERE id = $1`,
    [first],
  );
  await admin.query('UPDATE gateway.listings SET created_at = $1', [`${DAY.slice(0, 8)}01`]);
  await admin.query(
    `INSERT INTO availability.guests (organization_id, booking_id, name)
     SELECT organization_id, id, 'Ravi Kumar' FROM availability.bookings`,
  );
  const { rows } = await admin.query<{ organization_id: string }>(
    `INSERT INTO sync.change_sets (id, organization_id, listing_id, sync_run_id, changes, created_at)
     SELECT $1, organization_id, id, $2, '[{"guest": {"name": "Ravi Kumar"}}]', $3 FROM gateway.listings WHERE id = $4
     RETURNING organization_id`,
    [ids.changeSet, ids.run, showed, airbnb?.id],
  );
  const organizationId = rows[0]?.organization_id ?? '';
  const state = (listingId: string | undefined, status: string, nights: object) => ({
    unitId: house.unitId,
    listingId,
    kind: 'stay',
    status,
    tentative: false,
    ...nights,
  });
  const lock = (nights: object) => ({ unitId: house.unitId, ...nights });
  const entry = (said: Partial<AuditEntry>, at: string, nights: typeof both): AuditEntry => ({
    organizationId,
    occurredAt: new Date(at),
    actor: { kind: 'workflow', id: `feed:${airbnb?.id}` },
    action: 'booking.created',
    subjectKind: 'booking',
    subjectId: first,
    reason: 'Reserved on Airbnb.',
    nights: { unitId: house.unitId, ...nights },
    ...said,
  });
  const conflict = (status: string, at: string) =>
    entry(
      {
        action: `conflict.${status}`,
        subjectKind: 'conflict',
        subjectId: ids.conflict,
        reason: 'soon',
        after: { status, severity: 'high', bookings: [first, second].toSorted(), ...both },
      },
      at,
      both,
    );
  await writeAudit(admin, [
    entry(
      {
        changeSetId: ids.changeSet,
        after: { ...state(airbnb?.id, 'active', airbnbNights), locks: [lock(airbnbNights)] },
      },
      showed,
      airbnbNights,
    ),
    entry(
      {
        actor: { kind: 'workflow', id: `feed:${vrbo?.id}` },
        subjectId: second,
        after: { ...state(vrbo?.id, 'active', vrboNights), locks: [lock(rest)] },
      },
      also,
      vrboNights,
    ),
    conflict('detected', also),
    entry(
      {
        actor: { kind: 'user', id: await userId() },
        action: 'booking.cancelled',
        reason: 'A member cancelled it; why is on the booking.',
        before: { ...state(airbnb?.id, 'active', airbnbNights), locks: [lock(airbnbNights)] },
        after: { ...state(airbnb?.id, 'cancelled', airbnbNights), locks: [] },
      },
      dropped,
      airbnbNights,
    ),
    entry(
      {
        action: 'booking.nightsHandedOver',
        subjectId: second,
        before: { locks: [lock(rest)] },
        after: { locks: [lock(vrboNights)] },
      },
      dropped,
      vrboNights,
    ),
    conflict('resolved', dropped),
  ]);
});
afterAll(() => gateway.stop());

async function userId(): Promise<string> {
  const { rows } = await gateway.database.admin.query<{ id: string }>('SELECT id FROM auth.users');
  return rows[0]?.id ?? '';
}

const NIGHT_HISTORY = `query ($unitId: ID!, $night: Night!, $at: Instant) { nightHistory(unitId: $unitId, night: $night, at: $at) {
  __typename ... on Error { message } ... on InvalidInput { field }
  ... on NightHistory { isFree sentence at previousChange nextChange
    holders { unit { id } since booking { id kind source checkIn checkOut platform { key } } }
    wanting { id } conflicts { id severity }
    links { at by { kind name listing { id } } sentence reason bookingId conflictId changeSetId syncRunId }
    told { listing { platform { key } } nights { checkIn checkOut } toldAt sentence } } } }`;

interface Told {
  nightHistory: {
    links: Record<string, unknown>[];
    told: { toldAt: string | null; sentence: string }[];
    [field: string]: unknown;
  };
}

const ask = async (night: string, at?: string, unitId = house.unitId) =>
  (await house.person.get<Told>(NIGHT_HISTORY, { unitId, night, at })).nightHistory;

describe('why a night is closed', () => {
  it('says who holds it now, and the chain that led there, in plain sentences', async () => {
    const told = await ask('2026-12-12');
    expect(told).toMatchObject({
      isFree: false,
      sentence: 'Closed by the VRBO stay of 12–16 Dec, since Fri 20 Nov 2026, 15:50 IST.',
      holders: [
        {
          unit: { id: house.unitId },
          since: dropped,
          booking: { id: ids.vrbo, kind: 'STAY', source: 'IMPORT', platform: { key: 'vrbo' }, ...vrboNights },
        },
      ],
      wanting: [],
      conflicts: [],
      previousChange: also,
      nextChange: null,
    });
    expect(told.links.map(({ at, sentence }) => [at, sentence])).toEqual([
      [showed, 'Airbnb’s feed showed a stay of 10–14 Dec, which took the night.'],
      [also, 'VRBO’s feed showed a stay of 12–16 Dec; the Airbnb stay of 10–14 Dec held the night already.'],
      [also, expect.stringMatching(/^A conflict was found: .* both want the nights 12–13 Dec\.$/)],
      [dropped, 'Owner cancelled the Airbnb stay of 10–14 Dec, which gave the night up.'],
      [dropped, 'The night went to the VRBO stay of 12–16 Dec, which still wanted it.'],
      [dropped, expect.stringMatching(/^The conflict between .* was over\.$/)],
    ]);
  });

  it('leads to the poll, the booking and the conflict', async () => {
    const { links } = await ask('2026-12-12');
    expect(links[0]).toMatchObject({
      by: { kind: 'FEED', name: 'Airbnb’s feed', listing: { id: house.listings[0]?.id } },
      reason: 'Reserved on Airbnb.',
      bookingId: ids.airbnb,
      changeSetId: ids.changeSet,
      syncRunId: ids.run,
    });
    expect(links[2]).toMatchObject({ bookingId: null, conflictId: ids.conflict });
    expect(links[3]).toMatchObject({ by: { kind: 'PERSON', name: 'Owner', listing: null }, reason: null });
  });

  it('says the same of any past moment', async () => {
    expect(await ask('2026-12-12', also)).toMatchObject({
      sentence: 'Closed by the Airbnb stay of 10–14 Dec, since Fri 20 Nov 2026, 15:30 IST.',
      holders: [{ booking: { id: ids.airbnb } }],
      wanting: [{ id: ids.vrbo }],
      conflicts: [{ id: ids.conflict, severity: 'HIGH' }],
      previousChange: showed,
      nextChange: dropped,
    });
    expect(await ask('2026-12-15', showed)).toMatchObject({ isFree: true, nextChange: also, links: [] });
    expect(await ask('2026-12-11')).toMatchObject({
      isFree: true,
      sentence: 'Free since Fri 20 Nov 2026, 15:50 IST.',
    });
  });

  it('is free and without a chain before there was an organization, and where nobody wanted it', async () => {
    const nothing = { isFree: true, links: [], sentence: 'Free: nobody has wanted it.' };
    expect(await ask('2026-12-12', '1999-01-01T00:00:00Z')).toMatchObject(nothing);
    expect(await ask('2029-12-12')).toMatchObject(nothing);
  });

  it('says what the other platforms were told, and since when', async () => {
    expect(await ask('2026-12-12')).toMatchObject({
      told: [
        { listing: { platform: { key: 'airbnb' } }, nights: [vrboNights], toldAt: null },
        {
          listing: { platform: { key: 'vrbo' } },
          nights: [],
          sentence: 'VRBO has the night in its own calendar: it is not sent back.',
        },
      ],
    });
    await house.fetch(house.listings[0], { 'user-agent': 'Airbnb' });
    await vi.waitFor(async () => {
      const { told } = await ask('2026-12-12');
      expect(told[0]?.toldAt).toEqual(expect.any(String));
      expect(told[0]?.sentence).toMatch(/^Airbnb fetched it closed on /);
    });
    expect((await ask('2026-12-12', dropped)).told[0]?.toldAt).toBeNull();
  });

  it('names no guest', async () => {
    expect(JSON.stringify(await ask('2026-12-12'))).not.toContain('Ravi');
  });

  it('refuses what is to come, and units that are not theirs', async () => {
    expect(await ask('2026-12-12', '2999-01-01T00:00:00Z')).toMatchObject({
      __typename: 'InvalidInput',
      field: 'at',
    });
    expect(await ask('9999-12-31')).toMatchObject({ __typename: 'InvalidInput', field: 'night' });
    expect(await ask('0001-01-01', '0001-01-01T00:00:00Z')).toMatchObject({ isFree: true, links: [] });
    expect(await ask('2026-12-12', undefined, randomUUID())).toMatchObject({ __typename: 'NotFound' });
    expect(await ask('2026-12-12', undefined, 'no id')).toMatchObject({ __typename: 'NotFound' });
    const stranger = await gateway.owner('Stranger');
    const { nightHistory } = await stranger.get<Told>(NIGHT_HISTORY, {
      unitId: house.unitId,
      night: '2026-12-12',
    });
    expect(nightHistory).toMatchObject({ __typename: 'NotFound' });
  });
});

const CALENDAR_AT = `query ($unitId: ID, $propertyId: ID, $from: Night!, $to: Night!, $at: Instant!) {
  calendarAt(unitId: $unitId, propertyId: $propertyId, from: $from, to: $to, at: $at) {
    __typename ... on Error { message } ... on InvalidInput { field }
    ... on CalendarAt { units { unit { id } bookings { id checkIn checkOut } heldNights { checkIn checkOut bookingId }
      conflicts { id bookingIds } } } } }`;
const range = { from: '2026-12-01', to: '2027-01-01' };

const calendarAt = async (asked: object) =>
  (await house.person.get<{ calendarAt: unknown }>(CALENDAR_AT, { ...range, ...asked })).calendarAt;

describe('the calendar as it was', () => {
  it('is read at any moment, of a unit or of a property', async () => {
    const then = {
      units: [
        {
          unit: { id: house.unitId },
          bookings: [
            { id: ids.airbnb, ...airbnbNights },
            { id: ids.vrbo, ...vrboNights },
          ],
          heldNights: [
            { bookingId: ids.airbnb, ...airbnbNights },
            { bookingId: ids.vrbo, ...rest },
          ],
          conflicts: [{ id: ids.conflict, bookingIds: [ids.airbnb, ids.vrbo].toSorted() }],
        },
      ],
    };
    expect(await calendarAt({ unitId: house.unitId, at: also })).toMatchObject(then);
    expect(await calendarAt({ propertyId: house.propertyId, at: also })).toMatchObject(then);
    expect(await calendarAt({ unitId: house.unitId, at: dropped })).toMatchObject({
      units: [{ bookings: [{ id: ids.vrbo }], heldNights: [vrboNights], conflicts: [] }],
    });
  });

  it('is empty before there was an organization', async () => {
    expect(await calendarAt({ unitId: house.unitId, at: '1999-01-01T00:00:00Z' })).toMatchObject({
      units: [{ bookings: [], heldNights: [], conflicts: [] }],
    });
  });

  it.each([
    [{ at: '2999-01-01T00:00:00Z' }, 'at'],
    [{ at: showed, to: '2026-12-01' }, 'to'],
    [{ at: showed, to: '2028-12-01' }, 'to'],
    [{ at: showed, unitId: undefined }, 'unitId'],
    [{ at: showed, propertyId: randomUUID() }, 'propertyId'],
  ])('refuses %j', async (asked, field) => {
    expect(await calendarAt({ unitId: house.unitId, ...asked })).toMatchObject({
      __typename: 'InvalidInput',
      field,
    });
  });
});
