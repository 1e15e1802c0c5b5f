import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of a sealed value. The first format names no key; the second is followed by the key's id. */
const UNNAMED_KEY = 1;
const NAMED_KEY = 2;
const KEY_ID_BYTES = 4;

/** A sealed value that these keys do not open: another key, another row, or damage. */
export class UnreadableSecret extends Error {
  override name = 'UnreadableSecret';
}

export interface SecretBox {
  /** Encrypts `text`, bound to `context` (it names the row it is kept in), so that it opens nowhere else. */
  seal(text: string, context: string): Buffer;
  /** @throws {UnreadableSecret} */
  open(sealed: Buffer, context: string): string;
  /** Like {@link seal}, of bytes. */
  sealBytes(bytes: Uint8Array, context: string): Buffer;
  /** @throws {UnreadableSecret} */
  openBytes(sealed: Buffer, context: string): Buffer;
}

/** The keys of everything encrypted at rest. */
export interface EncryptionKeys {
  /** 32 bytes. Seals; and opens what it sealed. */
  current: Buffer;
  /** Those before it: they open what they sealed. */
  old: readonly Buffer[];
}

/** What a sealed value says about the key it was sealed with: the first bytes of the key's SHA-256. */
export function keyId(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES);
}

/** The first bytes of every value sealed with this key. */
export function sealedPrefix(key: Buffer): Buffer {
  return Buffer.concat([Buffer.of(NAMED_KEY), keyId(key)]);
}

/** Encryption of feed URLs, export tokens, credentials and kept feeds at rest: AES-256-GCM. */
export function secretBox({ current, old }: EncryptionKeys): SecretBox {
  const prefix = sealedPrefix(current);
  const keys = [current, ...old];

  function sealBytes(bytes: Uint8Array, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, current, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([prefix, nonce, cipher.getAuthTag(), body]);
  }

  function openBytes(sealed: Buffer, context: string): Buffer {
    const { candidates, rest } = keysFor(sealed);
    if (rest.length < NONCE_BYTES + TAG_BYTES) throw unknownFormat();
    for (const key of candidates) {
      const opened = decipher(key, rest, context);
      if (opened) return opened;
    }
    throw new UnreadableSecret('this secret was sealed with another key, or for another row');
  }

  /** The keys that may have sealed a value: one by its id, or any where it has none. */
  function keysFor(sealed: Buffer): { candidates: readonly Buffer[]; rest: Buffer } {
    if (sealed[0] === UNNAMED_KEY) return { candidates: keys, rest: sealed.subarray(1) };
    if (sealed[0] !== NAMED_KEY) throw unknownFormat();
    const id = sealed.subarray(1, 1 + KEY_ID_BYTES);
    return {
      candidates: keys.filter((key) => keyId(key).equals(id)),
      rest: sealed.subarray(1 + KEY_ID_BYTES),
    };
  }

  return {
    seal: (text, context) => sealBytes(Buffer.from(text), context),
    open: (sealed, context) => openBytes(sealed, context).toString(),
    sealBytes,
    openBytes,
  };
}

function unknownFormat(): UnreadableSecret {
  return new UnreadableSecret('this secret is in no format this version knows');
}

function decipher(key: Buffer, sealed: Buffer, context: string): Buffer | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const opening = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
  const body = opening.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([body, opening.final()]);
  } catch {
    // The tag does not fit: not this key, not this row, or not what was sealed. Nothing of it leaves here.
    return undefined;
  }
}
