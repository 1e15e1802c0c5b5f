import { readFileSync } from 'node:fs';
import { commonEnv, encryptionEnv } from '@roomnight/runtime/env';
import { feedEnv } from '@roomnight/runtime/feed-env';

export const services = ['gateway', 'sync-worker', 'conflict-service', 'checklist-worker'] as const;
export type ServiceName = (typeof services)[number];

/** The variables a service's env.ts names, sorted. Read as text: loading it would need them to be set. */
export function namesReadBy(service: ServiceName): string[] {
  const text = readFileSync(new URL(`../../services/${service}/src/env.ts`, import.meta.url), 'utf8');
  const own = [...text.matchAll(/^ +([A-Z][A-Z0-9_]*)[:,]/gm)].map((match) => match[1] ?? '');
  const shared = Object.entries({ commonEnv, encryptionEnv, feedEnv }).flatMap(([name, variables]) =>
    text.includes(`...${name}`) ? Object.keys(variables) : [],
  );
  return [...own, ...shared].toSorted();
}

const secretNames = new Set([
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEYS_OLD',
  'AUTH_SECRET',
  'SMTP_URL',
  'METRICS_TOKEN',
  'HEARTBEAT_URL',
]);

/** Variables whose values nobody but their service may see. */
export function isSecret(name: string): boolean {
  return name.startsWith('DATABASE_URL') || secretNames.has(name);
}
