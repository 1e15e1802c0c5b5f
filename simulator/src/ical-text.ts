/** How a platform breaks long lines: octets of the first line and of each following one, its leading space included. */
export interface Folding {
  readonly first: number;
  readonly next: number;
}

const CRLF = '\r\n';

/** Escapes a TEXT value as RFC 5545 3.3.11 asks. */
export function escapeText(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r?\n/g, '\\n');
}

/** Breaks one content line by octets, never inside a UTF-8 character. */
export function fold(line: string, folding: Folding): string {
  if (Buffer.byteLength(line) <= folding.first) return line;
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  let room = folding.first;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (size + octets > room) {
      pieces.push(piece);
      piece = '';
      size = 0;
      room = folding.next - 1;
    }
    piece += character;
    size += octets;
  }
  pieces.push(piece);
  return pieces.join(`${CRLF} `);
}

/** Content lines as a body: folded, each ended by CRLF. */
export function calendarText(lines: readonly string[], folding: Folding): string {
  return lines.map((line) => fold(line, folding) + CRLF).join('');
}

/** `20261224` of `2026-12-24`. */
export function icalDate(date: string): string {
  return date.replaceAll('-', '');
}

/** `20261224T063000Z`, whole seconds. */
export function icalInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
