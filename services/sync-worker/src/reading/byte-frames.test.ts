import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFrames, writeFrame } from './byte-frames.ts';

it('come out as they went in, however the stream was cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (frames, cuts) => {
        const written = new PassThrough();
        for (const frame of frames) writeFrame(written, frame);
        written.end();
        const bytes = Buffer.concat((await written.toArray()) as Buffer[]);
        const read: number[][] = [];
        for await (const frame of readFrames(Readable.from(cut(bytes, cuts)))) read.push([...frame]);
        expect(read).toEqual(frames.map((frame) => [...frame]));
      },
    ),
  );
});

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
