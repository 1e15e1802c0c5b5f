import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { logEvents, type CalendarEvent } from '@roomnight/database/event-log';
import { createLogger } from '@roomnight/runtime/logger';
import type { WorkflowClient } from '@temporalio/client';
import type { Dependencies } from './dependencies.ts';
import type { Letter, Mailer, Outcome } from './notify/mailer.ts';

/** An organization in a database of its own, arranged from outside, with nobody's rights but the superuser's. */
export interface World {
  database: TestDatabase;
  organizationId: string;
  propertyId: string;
  ownerId: string;
  /** A unit; with a parent, a part of it. */
  unit(name: string, parentId?: string): Promise<string>;
  listing(unitId: string, platform: string, mode?: 'manual' | 'ical'): Promise<string>;
  /** Gives a listing a feed, or says what came of its polls; only what is given is changed. */
  feed(listingId: string, state: Partial<TestFeed>): Promise<void>;
  /** A booking that holds all its nights of these leaf units. */
  book(unitIds: string[], checkIn: string, checkOut: string, soldOn?: string): Promise<string>;
  cancel(bookingId: string): Promise<void>;
  /** Writes an event as conflict-service or the gateway would. */
  tell(event: Pick<CalendarEvent, 'type' | 'unitId' | 'listingId'>): Promise<void>;
  /** Open items as `close 2027-01-01 2027-01-04`, earliest first. */
  openItems(listingId: string): Promise<string[]>;
}

/** A row of sync.feeds, as a sync-worker writes it. */
export interface TestFeed {
  host: string;
  health: 'healthy' | 'failing' | 'suspect';
  healthSince: Date;
  lastGoodAt: Date;
  lastPolledAt: Date;
  errorClass: string | null;
  errorMessage: string | null;
}

const now = new Date('2027-01-01T00:00:00Z');

export async function createWorld(): Promise<World> {
  const database = await createTestDatabase();
  const { admin } = database;
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const id = randomUUID();
    const all = { id, ...row };
    const places = Object.keys(all).map((_, at) => `$${at + 1}`);
    const columns = Object.keys(all).join(', ');
    await admin.query(`INSERT INTO ${table} (${columns}) VALUES (${places.join(', ')})`, Object.values(all));
    return id;
  };
  const organizationId = await insert('auth.organizations', {
    name: 'Rosa Stays',
    slug: 'rosa',
    created_at: now,
  });
  const own = { organization_id: organizationId, created_at: now };
  const person = async (name: string, role: string): Promise<string> => {
    const email = `${name.toLowerCase()}@rosa.example`;
    const userId = await insert('auth.users', { name, email, created_at: now, updated_at: now });
    await insert('auth.members', { ...own, user_id: userId, role });
    return userId;
  };
  const ownerId = await person('Olga', 'owner');
  await person('Manoj', 'manager');
  await person('Staffan', 'staff');
  const propertyId = await insert('gateway.properties', { ...own, name: 'Casa Rosa', city: 'Goa' });

  return {
    database,
    organizationId,
    propertyId,
    ownerId,
    unit: (name, parentId) =>
      insert('gateway.units', { ...own, property_id: propertyId, name, parent_unit_id: parentId ?? null }),
    async listing(unitId, platform, mode = 'manual') {
      const { rows } = await admin.query<{ id: string }>(
        `INSERT INTO gateway.ota_platforms (organization_id, key, name, type, created_at) VALUES ($1, $2, $2, $3, $4)
         ON CONFLICT (organization_id, key) DO UPDATE SET name = excluded.name RETURNING id`,
        [organizationId, platform, mode, now],
      );
      return insert('gateway.listings', {
        ...own,
        unit_id: unitId,
        platform_id: rows[0]?.id,
        mode,
        updated_at: now,
      });
    },
    async feed(listingId, { host = 'www.airbnb.com', ...state }) {
      await admin.query(
        `UPDATE gateway.listings SET import_url_encrypted = 'sealed', import_url_hint = $2 || ' …cafe'
         WHERE id = $1`,
        [listingId, host],
      );
      await admin.query(
        `INSERT INTO sync.feeds AS f (listing_id, organization_id, health, health_since, last_good_at, last_polled_at,
           error_class, error_message)
         VALUES ($1, $2, coalesce($3, 'healthy'), coalesce($4, $8::timestamptz), $5, $6, $7, $9)
         ON CONFLICT (listing_id) DO UPDATE SET health = coalesce($3, f.health),
           health_since = coalesce($4, f.health_since), last_good_at = coalesce($5, f.last_good_at),
           last_polled_at = coalesce($6, f.last_polled_at), error_class = $7, error_message = $9`,
        [
          listingId,
          organizationId,
          state.health,
          state.healthSince,
          state.lastGoodAt,
          state.lastPolledAt,
          state.errorClass,
          now,
          state.errorMessage,
        ],
      );
    },
    async book(unitIds, checkIn, checkOut, soldOn) {
      const stay = { check_in: checkIn, check_out: checkOut };
      const bookingId = await insert('availability.bookings', {
        ...own,
        ...stay,
        unit_id: unitIds[0],
        listing_id: soldOn ?? null,
        source: 'direct',
        kind: 'stay',
        status: 'active',
        reason: 'test',
        updated_at: now,
      });
      for (const unitId of unitIds) {
        await insert('availability.availability_locks', {
          ...own,
          ...stay,
          unit_id: unitId,
          booking_id: bookingId,
        });
      }
      return bookingId;
    },
    async cancel(bookingId) {
      await admin.query('DELETE FROM availability.availability_locks WHERE booking_id = $1', [bookingId]);
      await admin.query(
        `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = $2 WHERE id = $1`,
        [bookingId, now],
      );
    },
    async tell(event) {
      const tx = await admin.connect();
      await logEvents(tx, [{ organizationId, occurredAt: now, ...event }]).finally(() => tx.release());
    },
    async openItems(listingId) {
      const { rows } = await admin.query<{ item: string }>(
        `SELECT concat_ws(' ', action, check_in, check_out) AS item FROM checklists.checklist_items
         WHERE listing_id = $1 AND status = 'open' ORDER BY check_in`,
        [listingId],
      );
      return rows.map((row) => row.item);
    },
  };
}

/** A mailer that keeps what it was given; `answer` says how each delivery ends. */
export function keepingMailer(
  answer: (letter: Letter) => Outcome = () => 'sent',
): Mailer & { letters: Letter[] } {
  const letters: Letter[] = [];
  return {
    letters,
    async send(letter) {
      const outcome = answer(letter);
      if (outcome !== 'refused') letters.push(letter);
      return outcome;
    },
    close() {},
  };
}

/** The service's own dependencies in that world. */
export function dependenciesIn(
  world: World,
  given: Partial<Dependencies> & { workflows: WorkflowClient },
): Dependencies {
  return {
    pool: world.database.pool('checklist'),
    taskQueue: `checklists-${world.organizationId}`,
    mailer: keepingMailer(),
    publicUrl: 'https://desk.example',
    heartbeatUrl: undefined,
    clock: () => new Date('2027-01-20T10:00:00+05:30'),
    logger: createLogger('test', 'silent'),
    ...given,
  };
}
