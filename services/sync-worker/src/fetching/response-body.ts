import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

export interface ReceivedBody {
  readonly bytes: Buffer;
  readonly wireBytes: number;
}

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unpackers: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/**
 * Reads a body to its end, unpacked. Stops at `limit` bytes on the wire or unpacked, whichever comes first: a few
 * kilobytes of gzip can unpack to gigabytes.
 */
export async function receiveBody(
  body: Readable,
  encoding: string | undefined,
  limit: number,
): Promise<ReceivedBody> {
  const coding = encoding?.trim().toLowerCase() || 'identity';
  const unpack = unpackers.get(coding);
  if (!unpack && coding !== 'identity') throw new UnreadableEncodingError();
  const received = await collect(body, limit);
  const bytes = unpack ? await unpacked(received, unpack, limit) : received;
  return { bytes, wireBytes: received.length };
}

async function collect(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function unpacked(packed: Buffer, unpack: Unpack, limit: number): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: limit });
  } catch (error) {
    const isTooLarge =
      error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? new BodyTooLargeError() : error;
  }
}

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';

  constructor() {
    super('The body is longer than allowed');
  }
}

export class UnreadableEncodingError extends Error {
  override readonly name = 'UnreadableEncodingError';

  constructor() {
    super('The body has a content encoding that was not asked for');
  }
}
