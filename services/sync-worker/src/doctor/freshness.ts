import { formatInstantWithDayIst } from '@roomnight/calendar/format';

/** What a body and its answer say about when it was written. */
export interface Freshness {
  /** The latest DTSTAMP in the body. */
  readonly writtenAt: Date | null;
  /** The latest LAST-MODIFIED in the body. */
  readonly changedAt: Date | null;
  /** Whether the server names versions, so that an unchanged feed costs nothing; null for a file. */
  readonly conditional: boolean | null;
}

const stamp =
  /^(DTSTAMP|LAST-MODIFIED)(?:;[^:\r\n]{0,80})?:(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\r?$/gm;

/** Reads the stamps of a body without parsing it: they decide nothing. */
export function stampsOf(body: Uint8Array): Pick<Freshness, 'writtenAt' | 'changedAt'> {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const latest = { DTSTAMP: 0, 'LAST-MODIFIED': 0 };
  for (const [, name, year, month, day, hour, minute, second] of text.matchAll(stamp)) {
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    if ((name === 'DTSTAMP' || name === 'LAST-MODIFIED') && at > latest[name]) latest[name] = at;
  }
  const instant = (at: number) => (at > 0 ? new Date(at) : null);
  return { writtenAt: instant(latest.DTSTAMP), changedAt: instant(latest['LAST-MODIFIED']) };
}

/** What tells how fresh the copy is, in sentences. */
export function freshnessOf({ writtenAt, changedAt, conditional }: Freshness, now: Date): string[] {
  const sentences: string[] = [];
  if (writtenAt) sentences.push(`Written ${age(writtenAt, now)} (its latest DTSTAMP).`);
  if (changedAt) sentences.push(`Last changed ${age(changedAt, now)} (its latest LAST-MODIFIED).`);
  if (!writtenAt && !changedAt) sentences.push('It does not say when it was written.');
  if (conditional === true) {
    sentences.push('The server names versions (ETag or Last-Modified): an unchanged feed is not sent again.');
  }
  if (conditional === false) {
    sentences.push('The server names no versions: every poll reads the whole feed.');
  }
  return sentences;
}

function age(at: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
  if (minutes < -5) return `in the future, ${formatInstantWithDayIst(at)}`;
  if (minutes < 2) return 'just now';
  if (minutes < 120) return `${minutes} minutes ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} hours ago`;
  return `${Math.round(minutes / 1440)} days ago, ${formatInstantWithDayIst(at)}`;
}
