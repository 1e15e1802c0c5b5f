import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

export interface Statement {
  name?: string;
  text: string;
  values: unknown[];
}

/** What runs statements in a transaction already begun: a `pg` client, or a mapper's transaction. */
export interface Transaction {
  query(statement: Statement): Promise<unknown>;
}

/** The transaction an entity manager is in, for statements that are shared with services without a mapper. */
export function transactionOf(em: EntityManager): Transaction {
  return { query: ({ text, values }) => em.getKysely().executeQuery(CompiledQuery.raw(text, values)) };
}
