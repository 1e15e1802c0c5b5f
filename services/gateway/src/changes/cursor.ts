import type { EventCursor } from '@roomnight/database/event-log';

const SHAPE = /^([0-9a-f-]{36})\.(\d{1,20})\.(\d{1,15})$/;

/** A place in the event log as clients hold it: opaque to them. */
export function encodeCursor({ epoch, xid, seq }: EventCursor): string {
  return Buffer.from(`${epoch}.${xid}.${seq}`).toString('base64url');
}

/** The place a client holds; undefined when it is none that was ever given out. */
export function decodeCursor(text: string): EventCursor | undefined {
  const [, epoch, xid, seq] = SHAPE.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (epoch === undefined || xid === undefined || seq === undefined) return undefined;
  return { epoch, xid, seq: Number(seq) };
}

/** Order in the log of two places of the same epoch. */
export function compareCursors(a: EventCursor, b: EventCursor): number {
  const byTransaction = BigInt(a.xid) - BigInt(b.xid);
  if (byTransaction !== 0n) return byTransaction < 0n ? -1 : 1;
  return a.seq - b.seq;
}
