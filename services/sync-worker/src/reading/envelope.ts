import { failedRead, type ReadFailure } from './reading.ts';

/** Bytes of a body after decompression. */
export const largestBody = 5 * 1024 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The calendar inside a body, if there is a whole one. Judged by what it holds, never by its Content-Type. */
export function openEnvelope(body: Uint8Array): { ok: true; calendar: Buffer } | ReadFailure {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length === 0) return failedRead('not_a_calendar', 'The address answered with nothing at all.');
  if (bytes.length > largestBody) return failedRead('too_large', 'The feed is larger than 5 MB.');

  const from = startOfText(bytes);
  const to = endOfText(bytes);
  if (from >= to) return failedRead('not_a_calendar', 'The address answered with blank space only.');
  if (bytes[from] === 0x3c) {
    return failedRead(
      'not_a_calendar',
      'The address answered with a web page, perhaps a sign-in page, not a calendar.',
    );
  }
  if (textAt(bytes, from, 'BEGIN:VCALENDAR'.length) !== 'BEGIN:VCALENDAR') {
    return failedRead('not_a_calendar', 'The address answered with something that is not a calendar.');
  }
  if (textAt(bytes, to - 'END:VCALENDAR'.length, 'END:VCALENDAR'.length) !== 'END:VCALENDAR') {
    return failedRead('truncated', 'The calendar is cut off: it does not end with END:VCALENDAR.');
  }
  return { ok: true, calendar: bytes.subarray(from, to) };
}

function startOfText(bytes: Buffer): number {
  let at = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (at < bytes.length && isBlank(bytes[at])) at++;
  return at;
}

function endOfText(bytes: Buffer): number {
  let at = bytes.length;
  while (at > 0 && isBlank(bytes[at - 1])) at--;
  return at;
}

/** Tab, line feed, carriage return, space. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function textAt(bytes: Buffer, from: number, length: number): string {
  return bytes.toString('latin1', Math.max(from, 0), from + length).toUpperCase();
}
