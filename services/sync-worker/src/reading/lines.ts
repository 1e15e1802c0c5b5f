/** A line of a calendar, unfolded, with where it began. One character a byte, so that a fold inside a character heals. */
export interface ContentLine {
  readonly number: number;
  readonly latin1: string;
}

/** Unfolds before decoding: a fold may cut a UTF-8 character, and a decoded half is lost. */
export function* contentLines(calendar: Buffer): Generator<ContentLine> {
  const text = calendar.toString('latin1');
  let pending: string | undefined;
  let pendingNumber = 1;
  let number = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
    number++;
    if (pending !== undefined && (line[0] === ' ' || line[0] === '\t')) {
      pending += line.slice(1);
    } else {
      if (pending) yield { number: pendingNumber, latin1: pending };
      pending = line;
      pendingNumber = number;
    }
    at = end + 1;
  }
  if (pending) yield { number: pendingNumber, latin1: pending };
}

/** The line's text, and whether all of it was UTF-8. */
export function decodeLine({ latin1 }: ContentLine): { text: string; valid: boolean } {
  if (!/\P{ASCII}/u.test(latin1)) return { text: latin1, valid: true };
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  return { text, valid: !text.includes('\uFFFD') };
}
