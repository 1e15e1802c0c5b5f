import { createHash } from 'node:crypto';

/** Hex that depends on nothing but its parts: identities that a restart or a second run finds again. */
export function digest(length: number, ...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, length);
}

/** The same as a positive 31-bit number, for seeds. */
export function digestNumber(...parts: readonly (string | number)[]): number {
  return Number.parseInt(digest(8, ...parts), 16) >>> 1;
}
