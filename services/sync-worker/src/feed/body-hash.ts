import { createHash } from 'node:crypto';

const DTSTAMP = Buffer.from('\nDTSTAMP');

/**
 * SHA-256 of a feed's bytes without its DTSTAMP lines, which some platforms set to the moment of the fetch: two bodies
 * of equal hash say the same, so the second one need not be read.
 */
export function bodyHash(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const hash = createHash('sha256');
  let from = 0;
  for (;;) {
    const stamp = bytes.indexOf(DTSTAMP, from);
    if (stamp === -1) break;
    hash.update(bytes.subarray(from, stamp));
    const end = bytes.indexOf(0x0a, stamp + 1);
    if (end === -1) return hash.digest('base64url');
    from = end;
  }
  return hash.update(bytes.subarray(from)).digest('base64url');
}
