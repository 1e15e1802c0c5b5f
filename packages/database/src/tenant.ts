import type { Pool, PoolClient } from 'pg';
import { inOnePacket } from './together.ts';
import { KEY_ROTATOR_ROLE, READER_ROLES, type Reader } from './roles.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An organization id that is no UUID: it would otherwise be text inside SQL. */
export class InvalidOrganizationId extends Error {
  override name = 'InvalidOrganizationId';
}

/**
 * The statement that begins a transaction of one organization. One message to the server, because every
 * transaction pays for it.
 *
 * @throws {InvalidOrganizationId}
 */
export function beginAs(organizationId: string): string {
  if (!UUID.test(organizationId)) throw new InvalidOrganizationId(`not a UUID: ${organizationId}`);
  return `BEGIN; SET LOCAL roomnight.organization_id = '${organizationId}'`;
}

/**
 * Runs `work` in one transaction that sees and writes only this organization's rows.
 *
 * @throws whatever `work` or Postgres throws, after rolling back
 */
export function withOrganization<T>(
  pool: Pool,
  organizationId: string,
  work: (tx: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, beginAs(organizationId), work);
}

/** Runs `work` in one read-only transaction as a narrow role that crosses tenants. */
export function asReader<T>(pool: Pool, reader: Reader, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, `BEGIN READ ONLY; SET LOCAL ROLE ${READER_ROLES[reader]}`, work);
}

/** Runs `work` in one transaction of the role that sees sealed values of all tenants, and nothing else. */
export function asKeyRotator<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, `BEGIN; SET LOCAL ROLE ${KEY_ROTATOR_ROLE}`, work);
}

async function inTransaction<T>(pool: Pool, begin: string, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    // Sent at once with the first statement of the work: where this fails, so does that. Both are waited for, whatever
    // fails: work that went on after this would do so in somebody else's transaction.
    const [begun, done] = await Promise.allSettled(
      inOnePacket(tx, () => [tx.query(begin), work(tx)] as const),
    );
    if (begun.status === 'rejected') throw begun.reason;
    if (done.status === 'rejected') throw done.reason;
    await tx.query('COMMIT');
    return done.value;
  } catch (error) {
    // The first error is the one to report; a connection that cannot even roll back is thrown away.
    await tx.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    tx.release(broken);
  }
}
