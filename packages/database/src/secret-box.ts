import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of every sealed value, so that a later key or algorithm can be told apart. */
const FORMAT = 1;

/** A sealed value that this key does not open: another key, another row, or damage. */
export class UnreadableSecret extends Error {
  override name = 'UnreadableSecret';
}

export interface SecretBox {
  /** Encrypts `text`, bound to `context` (the id of the row it is kept in), so that it opens nowhere else. */
  seal(text: string, context: string): Buffer;
  /** @throws {UnreadableSecret} */
  open(sealed: Buffer, context: string): string;
}

/**
 * Encryption of feed URLs, export tokens and credentials at rest: AES-256-GCM.
 *
 * @param key 32 bytes
 */
export function secretBox(key: Buffer): SecretBox {
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) {
        throw new UnreadableSecret('this secret is in no format this version knows');
      }
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
      try {
        return (
          decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES), undefined, 'utf8') +
          decipher.final('utf8')
        );
      } catch (cause) {
        throw new UnreadableSecret('this secret was sealed with another key, or for another row', { cause });
      }
    },
  };
}
