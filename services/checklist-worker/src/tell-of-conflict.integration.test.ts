import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import type { ConflictMessage } from '@roomnight/contracts/conflict';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { deliverDue } from './notify/deliver.ts';
import { tellOfConflict } from './tell-of-conflict.ts';
import { createWorld, dependenciesIn, keepingMailer, type World } from './test-world.ts';

const FOUND = new Date('2027-01-20T09:50:00+05:30');
let client: Client;
let world: World;
let deps: Dependencies;
let mailer: ReturnType<typeof keepingMailer>;
let conflictId: string;

beforeAll(async () => {
  client = await connectTemporal({
    TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
    TEMPORAL_NAMESPACE: 'default',
  });
});
afterAll(() => client.connection.close());
beforeEach(async () => {
  world = await createWorld();
  mailer = keepingMailer();
  deps = dependenciesIn(world, { workflows: client.workflow, mailer });
  conflictId = await conflict();
  return () => world.database.drop();
});

async function conflict(): Promise<string> {
  const unit = await world.unit('Blue');
  const sold = await world.book(
    [unit],
    '2027-02-01',
    '2027-02-04',
    await world.listing(unit, 'airbnb', 'ical'),
  );
  await world.database.admin.query('DELETE FROM availability.availability_locks');
  const [one, other] = [sold, await world.book([unit], '2027-02-03', '2027-02-06')].toSorted();
  const id = randomUUID();
  await world.database.admin.query(
    `INSERT INTO availability.calendar_conflicts (id, organization_id, property_id, unit_id, first_booking_id,
       second_booking_id, check_in, check_out, severity, severity_reason, status, detected_at)
     VALUES ($1, $2, $3, $4, $5, $6, '2027-02-03', '2027-02-04', 'high', 'Two confirmed stays, 14 days ahead.', 'detected', $7)`,
    [id, world.organizationId, world.propertyId, unit, one, other, FOUND],
  );
  return id;
}

async function tell(number: number, moment: ConflictMessage['moment']): Promise<void> {
  const message = { number, moment };
  await tellOfConflict(deps, { organizationId: world.organizationId, conflictId, message });
  await deliverDue(deps, () => {});
}

async function assign(name: string): Promise<void> {
  await world.database.admin.query(
    `INSERT INTO availability.conflict_cases (conflict_id, organization_id, opened_at, assignee_id)
     SELECT $1, $2, $3, id FROM auth.users WHERE name = $4`,
    [conflictId, world.organizationId, FOUND, name],
  );
}

const mailed = () => mailer.letters.map(({ to }) => to.split('@')[0]).toSorted();

describe('a conflict', () => {
  it('is told to owners and managers, in the app and by e-mail, with what it is and where to look', async () => {
    await tell(1, 'detected');
    expect(mailed()).toEqual(['manoj', 'olga']);
    const letter = mailer.letters[0];
    expect(letter?.subject).toBe('Urgent. Wanted twice: Casa Rosa, Blue, night of 3 Feb');
    expect(letter?.text).toContain('Two confirmed stays, 14 days ahead.');
    expect(letter?.text).toContain('- Stay 1–4 Feb (airbnb)');
    expect(letter?.text).toContain('- Stay 3–6 Feb (booked directly)');
    expect(letter?.text).toContain(`https://desk.example/conflicts/${conflictId}`);
    const { rows } = await world.database.admin.query(
      'SELECT DISTINCT title, path FROM checklists.notifications',
    );
    expect(rows).toEqual([
      { title: 'Urgent. Wanted twice: Casa Rosa, Blue, night of 3 Feb', path: `/conflicts/${conflictId}` },
    ]);
  });

  it('is told once under a number, however often it is asked for', async () => {
    await tell(1, 'detected');
    await tell(1, 'detected');
    expect(mailed()).toHaveLength(2);
    await tell(2, 'resolved');
    expect(mailer.letters.at(-1)?.subject).toBe('Over: Casa Rosa, Blue, night of 3 Feb');
    expect(mailed()).toHaveLength(4);
  });

  it('reminds only who takes care of it, whatever their role, and turns to everybody when it escalates', async () => {
    await assign('Staffan');
    await tell(1, 'reminder');
    expect(mailed()).toEqual(['staffan']);
    await tell(2, 'escalated');
    expect(mailed()).toEqual(['manoj', 'olga', 'staffan', 'staffan']);
  });

  it('is told to the property’s manager in place of every manager, and to all of them again once they have left', async () => {
    const { admin } = world.database;
    await admin.query(
      `UPDATE gateway.properties SET manager_id = u.id FROM auth.users u WHERE u.name = 'Staffan'`,
    );
    await tell(1, 'detected');
    expect(mailed()).toEqual(['olga', 'staffan']);
    await admin.query(
      `DELETE FROM auth.members m USING auth.users u WHERE u.id = m.user_id AND u.name = 'Staffan'`,
    );
    await tell(2, 'escalated');
    expect(mailed()).toEqual(['manoj', 'olga', 'olga', 'staffan']);
  });

  it('of another organization is not found', async () => {
    const message = { number: 1, moment: 'detected' } as const;
    await expect(
      tellOfConflict(deps, { organizationId: randomUUID(), conflictId, message }),
    ).rejects.toMatchObject({ type: 'NotFound' });
  });
});
