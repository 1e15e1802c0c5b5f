import type { Rotated, SealedCount } from '@roomnight/database/rotate-keys';

/** The ids of the keys given. */
export interface KeyNames {
  readonly current: string;
  readonly old: readonly string[];
}

/** What a rotation did. */
export function rotationText(rotated: readonly Rotated[]): string {
  return rotated
    .map(({ what, resealed, unreadable, left }) => {
      const busy = left - unreadable;
      const rest = [
        unreadable > 0 && `${unreadable} opened by no key given`,
        busy > 0 && `${busy} in use: run it again`,
      ].filter((each) => each !== false);
      return `${what}: ${[`${resealed} sealed again`, ...rest].join(', ')}`;
    })
    .join('\n');
}

/** Which key has sealed how much, and what can be done about it. */
export function statusText(counts: readonly SealedCount[], { current, old }: KeyNames): string {
  const under = (key: string) => counts.reduce((sum, { byKey }) => sum + (byKey.get(key) ?? 0), 0);
  const unnamed = counts.reduce((sum, count) => sum + count.unnamed, 0);
  const foreign = new Set(
    counts.flatMap(({ byKey }) => [...byKey.keys()]).filter((key) => key !== current && !old.includes(key)),
  );
  const rows = counts.map(({ what, byKey, unnamed: some }) => {
    const parts = [...byKey].map(([key, count]) => `${count} under ${nameOf(key)}`);
    if (some > 0) parts.push(`${some} from before keys had names`);
    return `${what}: ${parts.join(', ') || 'none'}`;
  });
  function nameOf(key: string): string {
    if (key === current) return `the current key ${key}`;
    return old.includes(key) ? `the old key ${key}` : `a key that is not given, ${key}`;
  }
  return [...rows, '', ...old.map((key) => verdict(key, under(key) + unnamed)), ...[...foreign].map(missing)]
    .join('\n')
    .trimEnd();
}

function verdict(key: string, needed: number): string {
  return needed > 0
    ? `The old key ${key} is still needed. Run: npm run roomnight -- keys rotate`
    : `The old key ${key} is no longer needed: take it out of ENCRYPTION_KEYS_OLD.`;
}

function missing(key: string): string {
  return `What the key ${key} has sealed cannot be opened: add that key to ENCRYPTION_KEYS_OLD.`;
}
