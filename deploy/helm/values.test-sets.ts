const role = (name: string) => `postgres://${name}:hush-${name}@db.example:5432/roomnight`;

export const secrets = {
  DATABASE_URL: role('admin'),
  DATABASE_URL_GATEWAY: role('roomnight_gateway'),
  DATABASE_URL_AUTH: role('roomnight_auth'),
  DATABASE_URL_SYNC: role('roomnight_sync'),
  DATABASE_URL_CONFLICT: role('roomnight_conflict'),
  DATABASE_URL_CHECKLIST: role('roomnight_checklist'),
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  AUTH_SECRET: 'hush-hush-hush-hush-hush-hush-hush-hush',
  SMTP_URL: 'smtp://desk:hush-mail@mail.example:587',
  METRICS_TOKEN: 'hush-metrics-hush-metrics-hush-metrics',
  HEARTBEAT_URL: 'https://heartbeat.example/hush-beat',
};

const oldKey = Buffer.alloc(32, 8).toString('base64');

/** Values as different people would give them. */
export const valueSets: Record<string, object> = {
  'only secrets': { secrets },
  'an existing Secret': { existingSecret: 'from-the-vault' },
  'all of it': {
    secrets,
    nameOverride: 'calendars',
    image: { repository: 'registry.example/roomnight', tag: 'v9', pullPolicy: 'Always' },
    imagePullSecrets: [{ name: 'registry' }],
    publicUrl: 'https://desk.example',
    temporal: { address: 'temporal.example:7233', namespace: 'stays', uiUrl: 'https://temporal.example' },
    logLevel: 'debug',
    feeds: {
      userAgent: 'Mozilla/5.0 (compatible; Desk/1)',
      allowPrivate: ['10.0.0.7:80'],
      maxConcurrentPolls: 5,
    },
    services: {
      gateway: { replicas: 3 },
      'sync-worker': { replicas: 0 },
      'conflict-service': { replicas: 1, resources: { limits: { cpu: '2', memory: '2Gi' } } },
      'checklist-worker': { replicas: 1 },
    },
    service: { type: 'LoadBalancer', port: 8080 },
    ingress: {
      enabled: true,
      className: 'nginx',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
      tlsSecret: 'desk-tls',
    },
    networkPolicy: { enabled: true },
    nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    tolerations: [{ key: 'dedicated', operator: 'Exists' }],
    affinity: { nodeAffinity: {} },
  },
  'another encryption key': {
    secrets: { ...secrets, ENCRYPTION_KEYS_OLD: oldKey },
    keyRotation: { enabled: true },
  },
  'another encryption key in an existing Secret': {
    existingSecret: 'from-the-vault',
    keyRotation: { enabled: true },
  },
  'no migration job': { secrets, migration: { enabled: false } },
};

/** Values that must be refused, and what the refusal names. */
export const wrongValues: [what: string, values: object, names: RegExp][] = [
  ['no secrets at all', {}, /secrets/],
  ['a secret that is missing', { secrets: { ...secrets, SMTP_URL: '' } }, /SMTP_URL/],
  ['a short encryption key', { secrets: { ...secrets, ENCRYPTION_KEY: 'c2hvcnQ=' } }, /ENCRYPTION_KEY/],
  [
    'an old key that is none',
    { secrets: { ...secrets, ENCRYPTION_KEYS_OLD: `${oldKey} ${oldKey}` } },
    /ENCRYPTION_KEYS_OLD/,
  ],
  [
    'a database that is not Postgres',
    { secrets: { ...secrets, DATABASE_URL_SYNC: 'mysql://x' } },
    /DATABASE_URL_SYNC/,
  ],
  ['a misspelt key', { secrets, replicas: 3 }, /replicas/],
  ['a service there is not', { secrets, services: { gatewai: { replicas: 1 } } }, /gatewai/],
  ['a negative number of replicas', { secrets, services: { gateway: { replicas: -1 } } }, /replicas/],
  ['a public address with a path', { secrets, publicUrl: 'https://desk.example/app' }, /publicUrl/],
  ['a Temporal address without a port', { secrets, temporal: { address: 'temporal' } }, /temporal/],
  ['a log level there is not', { secrets, logLevel: 'loud' }, /logLevel/],
];
