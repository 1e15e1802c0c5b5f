export interface TemporalClusterConfig {
  /** Superuser URL of the PostgreSQL that keeps its state. */
  postgresUrl: string;
  ports: Readonly<Record<TemporalRole, { grpc: number; membership: number }>>;
  dynamicConfigFile: string;
}

/** What a cluster is made of; here all run in one process. */
const temporalRoles = ['frontend', 'history', 'matching', 'worker'] as const;

export type TemporalRole = (typeof temporalRoles)[number];

export const temporalDatabases = { state: 'temporal', visibility: 'temporal_visibility' } as const;

/** What the server reads at its start. JSON, because that is YAML too. */
export function temporalClusterConfig({
  postgresUrl,
  ports,
  dynamicConfigFile,
}: TemporalClusterConfig): string {
  const { hostname, port, username, password } = new URL(postgresUrl);
  const store = (databaseName: string, connections: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${hostname}:${port}`,
      connectProtocol: 'tcp',
      user: username,
      password: decodeURIComponent(password),
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  const frontend = `127.0.0.1:${ports.frontend.grpc}`;
  const cluster = { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: frontend };
  return JSON.stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'state',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: {
        state: store(temporalDatabases.state, 20),
        visibility: store(temporalDatabases.visibility, 4),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      temporalRoles.map((role) => {
        const { grpc: grpcPort, membership: membershipPort } = ports[role];
        return [role, { rpc: { grpcPort, membershipPort, bindOnLocalHost: true } }];
      }),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: { active: cluster },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: frontend },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  });
}
