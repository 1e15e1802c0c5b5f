import { z } from 'zod';
import { credentialsContext } from '@roomnight/database/sealed-values';
import type { SecretBox } from '@roomnight/database/secret-box';

const schema = z.object({
  extranetId: z.string().nullable(),
  signInName: z.string().nullable(),
  password: z.string().nullable(),
  note: z.string().nullable(),
});

/** What a person signs in to a platform with. A secret as a whole. */
export type Credentials = z.infer<typeof schema>;

export const noCredentials: Credentials = { extranetId: null, signInName: null, password: null, note: null };

/** Seals them as one value that opens for this listing only. */
export function sealCredentials(secrets: SecretBox, listingId: string, credentials: Credentials): Buffer {
  return secrets.seal(JSON.stringify(credentials), credentialsContext(listingId));
}

/** @throws {UnreadableSecret} */
export function openCredentials(secrets: SecretBox, listingId: string, sealed: Uint8Array): Credentials {
  return schema.parse(JSON.parse(secrets.open(Buffer.from(sealed), credentialsContext(listingId))));
}
