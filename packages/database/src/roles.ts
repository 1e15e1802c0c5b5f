import { type Client, escapeIdentifier, escapeLiteral } from 'pg';

/** Login roles, one a service: each may write only the schema it owns. */
export const LOGIN_ROLES = {
  gateway: 'roomnight_gateway',
  sync: 'roomnight_sync',
  conflict: 'roomnight_conflict',
  checklist: 'roomnight_checklist',
  auth: 'roomnight_auth',
} as const;

export type Service = keyof typeof LOGIN_ROLES;

/**
 * Roles without a login for the few readers that must cross tenants. A service steps into one for a single
 * transaction (`asReader`), and in it can do nothing but that one read.
 */
export const READER_ROLES = {
  eventReader: 'roomnight_event_reader',
  exportLookup: 'roomnight_export_lookup',
  sweeper: 'roomnight_sweeper',
  watchdog: 'roomnight_watchdog',
  reviewer: 'roomnight_reviewer',
} as const;

export type Reader = keyof typeof READER_ROLES;

const READERS_OF: Record<Service, readonly Reader[]> = {
  gateway: ['eventReader', 'exportLookup', 'watchdog'],
  sync: ['sweeper'],
  conflict: ['sweeper', 'reviewer'],
  checklist: ['eventReader', 'sweeper', 'watchdog'],
  auth: [],
};

/**
 * Reads and rewrites sealed values, of all tenants, and nothing else. Without a login: whoever may migrate steps into it
 * to rotate the encryption key.
 */
export const KEY_ROTATOR_ROLE = 'roomnight_key_rotator';

/** The role that owns every table; migrations run as it, nobody signs in as it. */
export const OWNER_ROLE = 'roomnight_owner';

/**
 * Makes the roles, or brings them up to date. Roles belong to the whole cluster, so this is not a migration.
 *
 * @param admin a connection that may create roles
 * @param passwords of the login roles; one left out keeps the password it has
 */
export async function ensureRoles(admin: Client, passwords: Partial<Record<Service, string>>): Promise<void> {
  await ensureRole(admin, OWNER_ROLE);
  await ensureRole(admin, KEY_ROTATOR_ROLE);
  for (const role of Object.values(READER_ROLES)) await ensureRole(admin, role);
  for (const [service, role] of Object.entries(LOGIN_ROLES) as [Service, string][]) {
    await ensureRole(admin, role);
    const password = passwords[service];
    await admin.query(
      `ALTER ROLE ${role} LOGIN NOINHERIT ${password === undefined ? '' : `PASSWORD ${escapeLiteral(password)}`}`,
    );
    for (const reader of READERS_OF[service]) {
      await admin.query(`GRANT ${READER_ROLES[reader]} TO ${role} WITH INHERIT FALSE, SET TRUE`);
    }
  }
  await admin.query(`GRANT ${OWNER_ROLE}, ${KEY_ROTATOR_ROLE} TO current_user`);
}

async function ensureRole(admin: Client, role: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0)
    await admin.query(`CREATE ROLE ${escapeIdentifier(role)} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
}
