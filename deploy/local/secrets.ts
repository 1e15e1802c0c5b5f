import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const password = z.string().min(20);

const secrets = z.object({
  encryptionKey: z.string(),
  /** Keys that still open what they sealed: put here by whoever rotates the key. */
  encryptionKeysOld: z.array(z.string()).default([]),
  authSecret: z.string(),
  postgresPassword: password,
  rolePasswords: z.object({
    gateway: password,
    sync: password,
    conflict: password,
    checklist: password,
    auth: password,
  }),
});

export type Secrets = z.infer<typeof secrets>;

/** This machine's secrets: made at the first start, kept in a file that only its owner can read. */
export function loadSecrets(dataDir: string): Secrets {
  const file = secretsFile(dataDir);
  if (!existsSync(file))
    writeFileSync(file, `${JSON.stringify(makeSecrets(), undefined, 2)}\n`, { mode: 0o600 });
  return secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function secretsFile(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

function makeSecrets(): Secrets {
  const random = () => randomBytes(24).toString('base64url');
  return {
    encryptionKey: randomBytes(32).toString('base64'),
    encryptionKeysOld: [],
    authSecret: random(),
    postgresPassword: random(),
    rolePasswords: {
      gateway: random(),
      sync: random(),
      conflict: random(),
      checklist: random(),
      auth: random(),
    },
  };
}
