import type { Pool, PoolClient } from 'pg';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-values.ts';
import {
  type EncryptionKeys,
  keyId,
  secretBox,
  type SecretBox,
  sealedPrefix,
  UnreadableSecret,
} from './secret-box.ts';
import { asKeyRotator } from './tenant.ts';

/** Values sealed again in one transaction: event readers wait for the oldest one. */
const BATCH = 100;

/** What a rotation did to one kind of sealed value. */
export interface Rotated {
  readonly what: string;
  readonly resealed: number;
  /** Opened by none of the keys given, and left as they are. */
  readonly unreadable: number;
  /** Not under the current key, unreadable ones included: rows in use are left for the next run. */
  readonly left: number;
}

/** How many values of one kind each key has sealed, by the key's id in hexadecimal. */
export interface SealedCount {
  readonly what: string;
  readonly byKey: ReadonlyMap<string, number>;
  /** Sealed before keys were named: any key may have sealed them. */
  readonly unnamed: number;
}

/** A key's id as people read it. */
export function keyName(key: Buffer): string {
  return keyId(key).toString('hex');
}

/**
 * Seals everything again under the current key, in batches of a transaction each. It can be stopped anywhere and run
 * again: what is under the current key is passed by.
 *
 * @param pool of a role that may step into the key rotator's
 */
export async function rotateKeys(pool: Pool, keys: EncryptionKeys): Promise<Rotated[]> {
  const box = secretBox(keys);
  const prefix = sealedPrefix(keys.current);
  const rotated: Rotated[] = [];
  for (const column of SEALED_COLUMNS) {
    let [resealed, unreadable] = [0, 0];
    let last: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (last !== undefined) {
      const after: string = last;
      const batch: Batch = await asKeyRotator(pool, (tx) => resealBatch(tx, box, column, prefix, after));
      ({ last } = batch);
      resealed += batch.resealed;
      unreadable += batch.unreadable;
    }
    const left = await asKeyRotator(pool, (tx) => countOthers(tx, column, prefix));
    rotated.push({ what: column.what, resealed, unreadable, left });
  }
  return rotated;
}

/** Counts what each key has sealed. */
export function countSealed(pool: Pool): Promise<SealedCount[]> {
  return asKeyRotator(pool, async (tx) => {
    const counts: SealedCount[] = [];
    for (const { what, table, column } of SEALED_COLUMNS) {
      const { rows } = await tx.query<{ key: string | null; count: number }>(
        `SELECT CASE WHEN get_byte(${column}, 0) = 2 THEN encode(substring(${column} FROM 2 FOR 4), 'hex') END AS key,
           count(*)::int AS count FROM ${table} WHERE length(${column}) > 0 GROUP BY 1 ORDER BY 1`,
      );
      const named = rows.flatMap(({ key, count }): [string, number][] =>
        key === null ? [] : [[key, count]],
      );
      const unnamed = rows.find(({ key }) => key === null)?.count ?? 0;
      counts.push({ what, byKey: new Map(named), unnamed });
    }
    return counts;
  });
}

interface Batch {
  resealed: number;
  unreadable: number;
  /** Where the next batch begins; undefined after the last one. */
  last: string | undefined;
}

async function resealBatch(
  tx: PoolClient,
  box: SecretBox,
  { table, key, column, boundTo, context }: SealedColumn,
  prefix: Buffer,
  after: string,
): Promise<Batch> {
  const { rows } = await tx.query<{ id: string; boundTo: string; sealed: Buffer }>(
    `SELECT ${key} AS id, ${boundTo} AS "boundTo", ${column} AS sealed FROM ${table}
     WHERE ${key} > $1 AND ${column} IS NOT NULL AND substring(${column} FROM 1 FOR $3) <> $2
     ORDER BY ${key} LIMIT $4 FOR UPDATE SKIP LOCKED`,
    [after, prefix, prefix.length, BATCH],
  );
  const resealed = rows.flatMap(({ id, boundTo: bound, sealed }) => {
    const opened = tryOpen(box, sealed, context(bound));
    return opened ? { id, sealed: box.sealBytes(opened, context(bound)) } : [];
  });
  await tx.query(
    `UPDATE ${table} AS t SET ${column} = new.sealed
     FROM unnest($1::uuid[], $2::bytea[]) AS new (id, sealed) WHERE t.${key} = new.id`,
    [resealed.map(({ id }) => id), resealed.map(({ sealed }) => sealed)],
  );
  return {
    resealed: resealed.length,
    unreadable: rows.length - resealed.length,
    last: rows.length < BATCH ? undefined : rows.at(-1)?.id,
  };
}

function tryOpen(box: SecretBox, sealed: Buffer, context: string): Buffer | undefined {
  try {
    return box.openBytes(sealed, context);
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    return undefined;
  }
}

async function countOthers(tx: PoolClient, { table, column }: SealedColumn, prefix: Buffer): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table}
     WHERE ${column} IS NOT NULL AND substring(${column} FROM 1 FOR $2) <> $1`,
    [prefix, prefix.length],
  );
  return rows[0]?.count ?? 0;
}
