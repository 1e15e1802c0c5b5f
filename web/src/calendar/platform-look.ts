import type { PlatformTone } from '~/graphql/generated/graphql.ts';

/** How a platform appears everywhere: a tone, two letters and a short name, so that colour is never the only sign. */
export interface Look {
  readonly tone: string;
  readonly letters: string;
  readonly name: string;
}

interface ShownPlatform {
  readonly name: string;
  readonly letters: string;
  readonly tone: PlatformTone;
}

export const directLook: Look = { tone: 'tone-emerald', letters: 'Di', name: 'Direct' };
export const blockLook: Look = { tone: 'tone-block', letters: 'Bl', name: 'Block' };

/** As the gateway says it looks. What stands in brackets is left out where space is short. */
export function lookOfPlatform({ name, letters, tone }: ShownPlatform): Look {
  return { tone: `tone-${tone.toLowerCase()}`, letters, name: name.replace(/\s*\(.*\)$/, '') };
}
