/** The colours a platform can have on the screen. Direct bookings and blocks have others. */
export const platformTones = ['rose', 'blue', 'violet', 'orange', 'cyan', 'fuchsia', 'lime'] as const;

export type PlatformTone = (typeof platformTones)[number];

/** What else stands in chips: direct bookings and blocks. */
export const reservedLetters = ['Di', 'Bl'] as const;

/** Two letters of a name that nobody else has: its first one, and the first of the others that is free. */
export function lettersOf(name: string, taken: Iterable<string> = []): string {
  const used = new Set([...reservedLetters, ...taken]);
  const [first = 'P', ...rest] = name.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const capital = first.toUpperCase();
  const pairs = [...rest, ...'abcdefghijklmnopqrstuvwxyz'].map((letter) => capital + letter.toLowerCase());
  return pairs.find((pair) => !used.has(pair)) ?? `${capital}x`;
}

/** A tone for a platform that names none: always the same for the same key. */
export function toneOf(key: string): PlatformTone {
  const sum = Array.from(key).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return platformTones[sum % platformTones.length] ?? 'lime';
}
