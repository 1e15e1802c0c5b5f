import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { SecretBox } from '@roomnight/database/secret-box';
import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Client } from '@temporalio/client';
import { GraphQLError } from 'graphql';
import type { Pool } from 'pg';
import type { Changes } from './changes/changes.ts';
import type { Env } from './env.ts';

/** What a member of an organization may do: each role includes the ones after it. */
export type Role = 'owner' | 'manager' | 'staff';

/** The person who asks, in the organization they are working in. */
export interface Viewer {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly organizationId: string;
}

/** What lives as long as the process. */
export interface App {
  readonly env: Env;
  readonly orm: MikroORM;
  /** Raw connections of the same role, for what must not pay for the mapper. */
  readonly pool: Pool;
  readonly temporal: Client;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: Changes;
}

/** A signed-in request: everything read or written through `em` stays inside the viewer's organization. */
export interface Session {
  readonly viewer: Viewer;
  readonly em: EntityManager;
}

export interface Context {
  readonly app: App;
  readonly session: Session | null;
  /** Of a socket: ends it, telling the client to come back and resume from its last cursor. */
  readonly disconnect?: () => void;
}

/** An entity manager whose every statement runs inside the wall of one organization. */
export function tenantEntityManager(orm: MikroORM, organizationId: string): EntityManager {
  return orm.em.fork({ session: { variables: { 'roomnight.organization_id': organizationId } } });
}

/**
 * The session of a request that must have one.
 *
 * @throws {GraphQLError} UNAUTHENTICATED
 */
export function sessionOf({ session }: Context): Session {
  if (session === null) throw unauthenticated();
  return session;
}

export function unauthenticated(): GraphQLError {
  return new GraphQLError('Sign in first.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

const RANK: Record<Role, number> = { staff: 0, manager: 1, owner: 2 };

/** Whether `role` includes what `needed` may do. */
export function includesRole(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}
