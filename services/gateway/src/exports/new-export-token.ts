import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ExportToken } from '@roomnight/database/entities/export-token';
import type { SecretBox } from '@roomnight/database/secret-box';

/** What an export is found by: the token itself is never stored in the clear. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Gives a listing an unguessable name for its export: 32 random bytes. */
export function newExportToken(
  em: EntityManager,
  secrets: SecretBox,
  listing: { organizationId: string; id: string },
  now: Date,
): string {
  const token = randomBytes(32).toString('base64url');
  em.create(ExportToken, {
    id: randomUUID(),
    organizationId: listing.organizationId,
    listingId: listing.id,
    tokenHash: hashOfToken(token),
    tokenEncrypted: secrets.seal(token, listing.id),
    tokenHint: token.slice(-4),
    createdAt: now,
  });
  return token;
}
