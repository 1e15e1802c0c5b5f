import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { Client, escapeIdentifier } from 'pg';
import { migrations } from './migrations.ts';
import { ensureRoles, LOGIN_ROLES, OWNER_ROLE, type Service } from './roles.ts';

/** Months of event log and audit prepared ahead; the migration job of each release prepares the next ones. */
const MONTHS_AHEAD = 18;

export interface MigrationInput {
  /** A role that may create roles and, in this database, schemas and extensions. */
  adminUrl: string;
  /** Passwords of the services' login roles. */
  passwords: Partial<Record<Service, string>>;
  /** Partitions are made from the month before this one. */
  now: Date;
  /** The last migration to run, to try an upgrade from the release that ended with it; all of them when not said. */
  upTo?: string;
}

/**
 * Brings roles, schemas and partitions up to date; safe to run again, and by several at once.
 *
 * @returns the names of the migrations that ran
 */
export async function migrateDatabase({ adminUrl, passwords, now, upTo }: MigrationInput): Promise<string[]> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // One job at a time, whichever database of the cluster it is for: roles belong to the cluster.
    await admin.query(`SELECT pg_advisory_lock(hashtextextended('roomnight.migrate', 0))`);
    await ensureRoles(admin, passwords);
    const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name');
    for (const { name } of rows) {
      await admin.query(`GRANT CREATE, CONNECT ON DATABASE ${escapeIdentifier(name)} TO ${OWNER_ROLE}`);
    }
    await admin.query(`GRANT CREATE ON SCHEMA public TO ${OWNER_ROLE}`);
    const ran = await runMigrations(adminUrl, upTo);
    await admin.query(`SET ROLE ${OWNER_ROLE}`);
    // The gateway tells by it whether the database is as its code expects.
    await admin.query(`GRANT SELECT ON public.migrations TO ${LOGIN_ROLES.gateway}`);
    await admin.query(`SELECT log.ensure_partitions(($1::timestamptz - interval '1 month')::date, $2)`, [
      now,
      MONTHS_AHEAD,
    ]);
    return ran;
  } finally {
    await admin.end();
  }
}

async function runMigrations(adminUrl: string, upTo: string | undefined): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: adminUrl,
    // Whoever runs meanwhile queues behind a migration that waits for its locks: the job tries again rather than wait on.
    driverOptions: { options: `-c role=${OWNER_ROLE} -c lock_timeout=5s` },
    discovery: { warnWhenNoEntities: false },
    entities: [],
    extensions: [Migrator],
    migrations: { migrationsList: migrations, tableName: 'migrations', snapshot: false, silent: true },
  });
  try {
    return (await orm.migrator.up(upTo === undefined ? undefined : { to: upTo })).map(
      (migration) => migration.name,
    );
  } finally {
    await orm.close();
  }
}
