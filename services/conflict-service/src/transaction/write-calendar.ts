import type { ClientBase } from 'pg';
import { writeAudit } from '@roomnight/database/audit';
import { logEvents } from '@roomnight/database/event-log';
import { together } from '@roomnight/database/together';
import { auditOf, eventsOf, type Done } from './journal.ts';
import { writeAssignments } from './write-assignments.ts';
import { writeBookings } from './write-bookings.ts';
import { writeConflicts } from './write-conflicts.ts';
import { writeLocks } from './write-locks.ts';
import { writeMirrors } from './write-mirrors.ts';
import { moveVersions } from './write-versions.ts';

/**
 * Writes what changes of one organization's calendars did: none may have taken or given what another one did. Each
 * statement is sent at once, before anything is waited for.
 */
export async function writeCalendar(tx: ClientBase, changes: readonly Done[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { organizationId, now } = first;
  const all = <T>(part: (done: Done) => readonly T[]): T[] => changes.flatMap(part);
  // What is told of it is known before anything is sent.
  const audit = all(auditOf);
  const events = all(eventsOf);
  await together([
    writeBookings(
      tx,
      organizationId,
      all(({ bookings }) => bookings),
      now,
    ),
    writeAssignments(
      tx,
      all(({ settlement }) => settlement.assignments),
    ),
    writeMirrors(
      tx,
      organizationId,
      {
        added: all(({ settlement }) => settlement.mirrors.added),
        dropped: all(({ settlement }) => settlement.mirrors.dropped),
      },
      now,
    ),
    writeLocks(
      tx,
      organizationId,
      {
        dropped: all(({ settlement }) => settlement.locks.dropped),
        added: all(({ settlement }) => settlement.locks.added),
        renewed: all(({ settlement }) => settlement.locks.renewed),
      },
      now,
    ),
    moveVersions(
      tx,
      organizationId,
      all(({ changedUnits }) => changedUnits),
      now,
    ),
    writeConflicts(
      tx,
      organizationId,
      all(({ conflicts }) => conflicts),
      now,
    ),
    writeAudit(tx, audit),
    logEvents(tx, events),
  ]);
}
