import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';

const DTSTAMP = Buffer.from('DTSTAMP');
const lineFeed = 0x0a;
/** Bytes that are hashed in a fraction of a millisecond. */
const pieceSize = 64 * 1024;
/** Where stamps are blanked, one piece at a time: fresh memory for every piece takes longer than hashing it. */
const scratch = Buffer.allocUnsafeSlow(2 * pieceSize);

/**
 * SHA-256 of a feed's bytes with its DTSTAMP lines blank, which some platforms set to the moment of the fetch: two bodies
 * of equal hash say the same, so the second one need not be read. LAST-MODIFIED and CREATED tell of the event, not of
 * the export, so a change of theirs is one. A large body lets others have their turn in between.
 */
export async function bodyHash(body: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  let inStamp = false;
  for (let from = 0; from < body.length;) {
    const to = endOfPiece(body, from);
    // Blanked in a copy and hashed in one go: thousands of short pieces take twice as long.
    scratch.set(body.subarray(from, to));
    const piece = scratch.subarray(0, to - from);
    inStamp = blankStamps(piece, inStamp);
    hash.update(piece);
    from = to;
    if (from < body.length) await othersTurn();
  }
  return hash.digest('base64url');
}

/** Before a line break, or far behind one: either way no piece ends within the name of a property that matters. */
function endOfPiece(body: Uint8Array, from: number): number {
  const latest = from + 2 * pieceSize;
  const newline = body.subarray(0, latest).indexOf(lineFeed, from + pieceSize);
  return newline === -1 ? Math.min(latest, body.length) : newline;
}

/** Blanks these bytes' DTSTAMP lines. Says whether the last one goes on behind them. */
function blankStamps(bytes: Buffer, inStamp: boolean): boolean {
  let at = inStamp ? 0 : afterStamp(bytes, 0);
  while (at !== -1) {
    const newline = bytes.indexOf(lineFeed, at);
    bytes.fill(0, at, newline === -1 ? bytes.length : newline);
    if (newline === -1) return true;
    at = afterStamp(bytes, newline);
  }
  return false;
}

/** Where the name of the next DTSTAMP line ends. Looked for without its line break, of which there are too many. */
function afterStamp(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(DTSTAMP, from);
  while (at !== -1 && bytes[at - 1] !== lineFeed) at = bytes.indexOf(DTSTAMP, at + DTSTAMP.length);
  return at === -1 ? -1 : at + DTSTAMP.length;
}
