import { readEnv, commonEnv } from './env.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { connectTemporal } from './temporal-client.ts';
import { z } from 'zod';

/** Part of the migration job: tells Temporal which search attributes the workflows carry. */
const env = readEnv(z.object(commonEnv));
const { connection } = await connectTemporal(env);
await registerSearchAttributes(connection, env.TEMPORAL_NAMESPACE);
await connection.close();
console.log(`search attributes are registered in namespace ${env.TEMPORAL_NAMESPACE}`);
