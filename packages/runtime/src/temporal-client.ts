import { Client, Connection } from '@temporalio/client';

export interface TemporalAddress {
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
}

/** A client of the namespace in the environment. Close it by `client.connection.close()`. */
export async function connectTemporal(env: TemporalAddress): Promise<Client> {
  const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS });
  return new Client({ connection, namespace: env.TEMPORAL_NAMESPACE });
}
