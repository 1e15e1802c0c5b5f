/** How a platform appears everywhere: a tone, two letters and a short name, so that colour is never the only sign. */
export interface Look {
  readonly tone: string;
  readonly letters: string;
  readonly name: string;
}

interface NamedPlatform {
  readonly key: string;
  readonly name: string;
}

const tones = ['rose', 'blue', 'violet', 'orange', 'cyan', 'fuchsia', 'lime'];

export const directLook: Look = { tone: 'tone-emerald', letters: 'Di', name: 'Direct' };
export const blockLook: Look = { tone: 'tone-block', letters: 'Bl', name: 'Block' };

/** Looks by platform key: tones in the order the gateway lists the platforms, letters from the name. */
export function platformLooks(platforms: readonly NamedPlatform[]): Map<string, Look> {
  const taken = new Set([directLook.letters, blockLook.letters]);
  return new Map(
    platforms.map(({ key, name }, at) => {
      const look = {
        tone: `tone-${tones[at % tones.length] ?? 'rose'}`,
        letters: lettersOf(name, taken),
        name: shortName(name),
      };
      taken.add(look.letters);
      return [key, look];
    }),
  );
}

/** `GoMMT (MakeMyTrip, Goibibo)` is `GoMMT` where space is short. */
function shortName(name: string): string {
  return name.replace(/\s*\(.*\)$/, '');
}

function lettersOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const pairs = Array.from(plain.slice(1), (letter) => `${plain.slice(0, 1)}${letter}`);
  return pairs.find((pair) => !taken.has(pair)) ?? plain.slice(0, 2);
}
