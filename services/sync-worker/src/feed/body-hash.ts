import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';

const DTSTAMP = Buffer.from('\nDTSTAMP');
const lineFeed = 0x0a;
/** Bytes that are hashed in less than a millisecond. */
const pieceSize = 256 * 1024;

/**
 * SHA-256 of a feed's bytes with its DTSTAMP lines blank, which some platforms set to the moment of the fetch: two bodies
 * of equal hash say the same, so the second one need not be read. LAST-MODIFIED and CREATED tell of the event, not of
 * the export, so a change of theirs is one. A large body lets others have their turn in between.
 */
export async function bodyHash(body: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < body.length;) {
    const newline = body.indexOf(lineFeed, from + pieceSize);
    const to = newline === -1 ? body.length : newline;
    // Blanked in a copy and hashed in one go: thousands of short pieces take twice as long.
    hash.update(withoutStamps(Buffer.from(body.subarray(from, to))));
    from = to;
    if (from < body.length) await othersTurn();
  }
  return hash.digest('base64url');
}

function withoutStamps(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(DTSTAMP); at !== -1; at = bytes.indexOf(DTSTAMP, at)) {
    for (at += DTSTAMP.length; at < bytes.length && bytes[at] !== lineFeed; at++) bytes[at] = 0;
  }
  return bytes;
}
