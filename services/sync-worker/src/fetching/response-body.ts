import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export interface ReceivedBody {
  readonly bytes: Buffer;
  readonly wireBytes: number;
}

/**
 * Reads a body to its end, unpacked. Stops at `limit` bytes on the wire or unpacked, whichever comes first: a few
 * kilobytes of gzip can unpack to gigabytes.
 */
export async function receiveBody(
  body: Readable,
  encoding: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<ReceivedBody> {
  let wireBytes = 0;
  async function* countWire(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      wireBytes += chunk.length;
      if (wireBytes > limit) throw new BodyTooLargeError();
      yield chunk;
    }
  }
  async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of source) {
      length += chunk.length;
      if (length > limit) throw new BodyTooLargeError();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  }
  const unpack = unpackerOf(encoding);
  const bytes = unpack
    ? await pipeline(body, countWire, unpack, collect, { signal })
    : await pipeline(body, countWire, collect, { signal });
  return { bytes, wireBytes };
}

function unpackerOf(encoding = 'identity'): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UnreadableEncodingError();
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
