import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealedPrefix, secretBox, UnreadableSecret } from './secret-box.ts';

const [current, old, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const box = secretBox({ current, old: [old] });
const ROW = '0190a8d2-0000-7000-8000-000000000001';
const OTHER_ROW = '0190a8d2-0000-7000-8000-000000000002';

/** As version 0.1 sealed: no key is named. */
function sealedBefore(key: Buffer, text: string, context: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body]);
}

describe('a sealed value', () => {
  it('opens as what it was, text or bytes, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, context) => {
        const sealed = box.sealBytes(bytes, context);
        expect(Buffer.compare(box.openBytes(sealed, context), bytes)).toBe(0);
        expect(bytes.length > 8 && sealed.includes(Buffer.from(bytes))).toBe(false);
      }),
    );
    expect(box.open(box.seal('größer 東京', ROW), ROW)).toBe('größer 東京');
  });

  it('never looks the same twice', () => {
    expect(box.seal('same', ROW).equals(box.seal('same', ROW))).toBe(false);
  });

  it('opens in its own row only', () => {
    expect(() => box.open(box.seal('secret', ROW), OTHER_ROW)).toThrow(UnreadableSecret);
  });

  it('does not open when any one bit of it was changed', () => {
    const sealed = box.seal('secret', ROW);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const tampered = Buffer.from(sealed);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => box.open(tampered, ROW), `bit ${bit}`).toThrow(UnreadableSecret);
    }
  });

  it('does not open when it was cut, at whatever place', () => {
    const sealed = box.seal('secret', ROW);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open(sealed.subarray(0, length), ROW), `${length} bytes`).toThrow(UnreadableSecret);
    }
  });

  it('says in its refusal nothing of what it holds', () => {
    const sealed = secretBox({ current: foreign, old: [] }).seal('hush-hush', ROW);
    expect(() => box.open(sealed, ROW)).toThrow('another key');
    expect(() => box.open(sealed, ROW)).not.toThrow(/hush/);
  });
});

describe('a key', () => {
  it('names itself in what it seals', () => {
    expect(box.seal('secret', ROW).subarray(0, 5)).toEqual(sealedPrefix(current));
  });

  it('that was replaced still opens what it sealed, and seals nothing', () => {
    const before = secretBox({ current: old, old: [] }).seal('secret', ROW);
    expect(box.open(before, ROW)).toBe('secret');
    expect(() => secretBox({ current: old, old: [] }).open(box.seal('secret', ROW), ROW)).toThrow(
      UnreadableSecret,
    );
  });

  it('of another installation opens nothing', () => {
    expect(() => secretBox({ current: foreign, old: [] }).open(box.seal('secret', ROW), ROW)).toThrow(
      UnreadableSecret,
    );
  });

  it('opens what was sealed before keys were named, old or current', () => {
    for (const key of [current, old]) expect(box.open(sealedBefore(key, 'secret', ROW), ROW)).toBe('secret');
    expect(() => box.open(sealedBefore(foreign, 'secret', ROW), ROW)).toThrow(UnreadableSecret);
    expect(() => box.open(sealedBefore(current, 'secret', OTHER_ROW), ROW)).toThrow(UnreadableSecret);
  });
});
