/** A key for a platform called `name` that no other platform of the organization has: `clear_trip`, `clear_trip_2`. */
export function newKey(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);
  const key = words === '' ? 'platform' : words;
  let candidate = key;
  for (let n = 2; taken.has(candidate); n += 1) candidate = `${key}_${n}`;
  return candidate;
}
