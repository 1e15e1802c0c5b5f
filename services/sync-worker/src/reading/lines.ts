const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

/**
 * Walks a calendar line by line, without cutting a text out of it before anybody asks. One character a byte: a fold may
 * cut a UTF-8 character, which heals only when the bytes are joined before they are decoded.
 */
export class Lines {
  /** Where the line begins in the body, counted from 1. */
  number = 0;

  readonly #calendar: string;
  #start = 0;
  #end = 0;
  #folded = false;
  #next = 0;
  #nextNumber = 1;

  constructor(calendar: Buffer) {
    this.#calendar = calendar.toString('latin1');
  }

  /** Goes to the next line that is not blank; false after the last one. */
  next(): boolean {
    const calendar = this.#calendar;
    while (this.#next < calendar.length) {
      this.#start = this.#next;
      this.number = this.#nextNumber;
      this.#folded = false;
      for (;;) {
        const newline = calendar.indexOf('\n', this.#next);
        this.#end = newline === -1 ? calendar.length : newline;
        this.#next = this.#end + 1;
        this.#nextNumber++;
        const ahead = calendar.charCodeAt(this.#next);
        if (ahead !== space && ahead !== tab) break;
        this.#folded = true;
      }
      this.#end = this.#withoutReturn(this.#start, this.#end);
      if (this.#end > this.#start) return true;
    }
    return false;
  }

  /** What stands before the first `:` or `;`, as it is written; empty when that is longer than any name. */
  name(): string {
    const most = Math.min(this.#end, this.#start + 32);
    for (let at = this.#start; at < most; at++) {
      const code = this.#calendar.charCodeAt(at);
      if (code === 0x3a || code === 0x3b) return this.#calendar.slice(this.#start, at);
      // The name itself is folded.
      if (code < space) return this.text().slice(0, 32).split(/[:;]/, 1)[0] ?? '';
    }
    return '';
  }

  /** The line, unfolded. */
  text(): string {
    if (!this.#folded) return this.#calendar.slice(this.#start, this.#end);
    const pieces: string[] = [];
    for (let from = this.#start; from < this.#end;) {
      const newline = this.#calendar.indexOf('\n', from);
      const end = newline === -1 || newline > this.#end ? this.#end : newline;
      pieces.push(this.#calendar.slice(from, this.#withoutReturn(from, end)));
      from = end + 2;
    }
    return pieces.join('');
  }

  #withoutReturn(from: number, end: number): number {
    return end > from && this.#calendar.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }
}

/** A line's text, and whether all of it was UTF-8. */
export function decodeLine(latin1: string): { text: string; valid: boolean } {
  if (!/\P{ASCII}/u.test(latin1)) return { text: latin1, valid: true };
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  return { text, valid: !text.includes('\uFFFD') };
}
