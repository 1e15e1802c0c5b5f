import { MikroORM } from '@mikro-orm/postgresql';
import { entities } from './entities.ts';

/**
 * The object-relational view of the database, for what people configure and for reading. It keeps no schema of
 * its own: migrations are SQL, and a test holds the entities against the tables.
 */
export function openOrm({
  url,
  applicationName,
}: {
  url: string;
  applicationName: string;
}): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities,
    discovery: { warnWhenNoEntities: false },
    driverOptions: {
      application_name: applicationName,
      options:
        '-c lock_timeout=2s -c idle_in_transaction_session_timeout=30s -c timezone=UTC -c datestyle=ISO',
    },
    forceUtcTimezone: true,
  });
}
