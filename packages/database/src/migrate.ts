import { LOGIN_ROLES, type Service } from './roles.ts';
import { migrateDatabase } from './migrate-database.ts';

/**
 * `npm run migrate`: brings the database of DATABASE_URL up to date. The login roles get the passwords that stand
 * in the services' own URLs (DATABASE_URL_GATEWAY …), so that each is written down once.
 */
const adminUrl = process.env.DATABASE_URL;
if (adminUrl === undefined) {
  console.error(
    'DATABASE_URL is not set: give the URL of a role that may create roles, postgres://user:password@host:port/database',
  );
  process.exit(1);
}
const passwords: Partial<Record<Service, string>> = {};
for (const service of Object.keys(LOGIN_ROLES) as Service[]) {
  const url = process.env[`DATABASE_URL_${service.toUpperCase()}`];
  if (url !== undefined) passwords[service] = decodeURIComponent(new URL(url).password);
}
const ran = await migrateDatabase({ adminUrl, passwords, now: new Date() });
console.log(ran.length === 0 ? 'database is up to date' : `database migrated: ${ran.join(', ')}`);
