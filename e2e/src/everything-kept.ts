import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as Temporal, Connection } from '@temporalio/client';
import { Client } from 'pg';

/** One place where something was found. */
export interface Kept {
  readonly where: string;
  readonly text: string;
}

const bytesAsText = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;

/** Every workflow of a namespace: its whole history, payloads opened, and what ops read beside it. */
export async function temporalKeeps(address: string): Promise<Kept[]> {
  const connection = await Connection.connect({ address });
  const { workflow } = new Temporal({ connection });
  const kept: Kept[] = [];
  for await (const { workflowId, runId, type } of workflow.list()) {
    const handle = workflow.getHandle(workflowId, runId);
    const { raw } = await handle.describe();
    const { events } = await handle.fetchHistory();
    kept.push({ where: `workflow ${type}`, text: JSON.stringify([workflowId, events, raw], bytesAsText) });
  }
  await connection.close();
  return kept;
}

/** Every file below a folder. */
export function filesKeep(folder: string): Kept[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      where: `file ${name}`,
      text: readFileSync(join(parentPath, name), 'latin1'),
    }));
}

/** Every column of every table that can hold text or bytes, all rows of it. */
export async function databaseKeeps(adminUrl: string): Promise<Kept[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
    `SELECT c.oid::regclass::text AS table, quote_ident(a.attname) AS column, t.typname AS type
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'
       AND t.typname IN ('text', '_text', 'varchar', 'json', 'jsonb', 'bytea', 'name')`,
  );
  const kept: Kept[] = [];
  for (const { table, column, type } of columns) {
    const { rows } = await client.query<{ value: string | Buffer }>(
      `SELECT ${type === 'bytea' ? column : `${column}::text`} AS value FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    const values = rows.map(({ value }) => (typeof value === 'string' ? value : value.toString('latin1')));
    kept.push({ where: `${table}.${column}`, text: values.join('\n') });
  }
  await client.end();
  return kept;
}

/** The classes of failure that the sync log knows, sorted. */
export async function failuresLogged(adminUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ failure: string }>(
    'SELECT DISTINCT error_class AS failure FROM sync.ota_sync_logs WHERE error_class IS NOT NULL',
  );
  await client.end();
  return rows.map(({ failure }) => failure).toSorted();
}

/** Where any of the words was found, each place once. */
export function placesOf(kept: readonly Kept[], words: readonly string[]): string[] {
  const found = kept.filter(({ text }) => words.some((word) => text.includes(word)));
  return [...new Set(found.map(({ where }) => where))].toSorted();
}
