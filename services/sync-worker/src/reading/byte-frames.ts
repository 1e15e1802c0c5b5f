import type { Readable, Writable } from 'node:stream';

const lengthBytes = 4;

/** Writes bytes so that who reads the stream knows where they end. They are handed over as they are, not copied. */
export function writeFrame(to: Writable, bytes: Uint8Array): void {
  const length = Buffer.allocUnsafe(lengthBytes);
  length.writeUInt32BE(bytes.byteLength);
  to.write(length);
  to.write(bytes);
}

/** What was written to the other end, one piece after another, until it closes. */
export async function* readFrames(from: Readable): AsyncGenerator<Buffer, void> {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    held += chunk.byteLength;
    while (held >= (wanted ?? lengthBytes)) {
      const bytes = Buffer.concat(chunks, held);
      const end = wanted ?? lengthBytes;
      const rest = bytes.subarray(end);
      chunks = [rest];
      held = rest.byteLength;
      if (wanted === undefined) {
        wanted = bytes.readUInt32BE();
      } else {
        wanted = undefined;
        yield bytes.subarray(0, end);
      }
    }
  }
}
