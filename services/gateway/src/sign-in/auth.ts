import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins/organization';
import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import type { Env } from '../env.ts';
import { ensurePlatforms } from './ensure-platforms.ts';
import { memberships } from './memberships.ts';
import { oneRole, organizationAccess, organizationRoles } from './roles.ts';

/** Our own header with the caller's address: what a caller sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-roomnight-address';

interface Dependencies {
  env: Pick<Env, 'AUTH_SECRET' | 'PUBLIC_URL'>;
  /** Signed in as `roomnight_auth`, which sees the tables of sign-in whole and no others. */
  authPool: Pool;
  /** Of the gateway, for what an organization needs beside its own row. */
  pool: Pool;
  clock: Clock;
  logger: Logger;
}

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Sign-in, sessions and organizations, on our own tables of schema `auth`. */
export function createAuth({ env, authPool, pool, clock, logger }: Dependencies) {
  return betterAuth({
    appName: 'Roomnight',
    secret: env.AUTH_SECRET,
    baseURL: env.PUBLIC_URL,
    basePath: '/api/auth',
    trustedOrigins: [new URL(env.PUBLIC_URL).origin],
    database: authPool,
    telemetry: { enabled: false },
    logger: {
      log: (level, message) =>
        logger[level === 'error' || level === 'warn' ? level : 'debug'](`sign-in: ${message}`),
    },
    emailAndPassword: { enabled: true, minPasswordLength: 10 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-up/email': { window: 60, max: 20 },
      },
    },
    advanced: {
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...timestamps } },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...timestamps } },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const [first] = await memberships(authPool, session.userId);
            if (!first) return;
            await ensurePlatforms(pool, first.organizationId, clock());
            return { data: { ...session, activeOrganizationId: first.organizationId } };
          },
        },
      },
    },
    plugins: [
      organization({
        ac: organizationAccess,
        roles: organizationRoles,
        creatorRole: 'owner',
        // Calendars, audit and platforms belong to it: nothing here could delete all of them.
        disableOrganizationDeletion: true,
        organizationHooks: {
          beforeCreateInvitation: async ({ invitation }) => oneRole(invitation.role),
          beforeUpdateMemberRole: async ({ newRole }) => oneRole(newRole),
          afterCreateOrganization: ({ organization: created }) => ensurePlatforms(pool, created.id, clock()),
        },
        schema: {
          session: { fields: { activeOrganizationId: 'active_organization_id' } },
          organization: { modelName: 'organizations', fields: { createdAt: 'created_at' } },
          member: {
            modelName: 'members',
            fields: { organizationId: 'organization_id', userId: 'user_id', createdAt: 'created_at' },
          },
          invitation: {
            modelName: 'invitations',
            fields: {
              organizationId: 'organization_id',
              inviterId: 'inviter_id',
              expiresAt: 'expires_at',
              createdAt: 'created_at',
            },
          },
        },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
