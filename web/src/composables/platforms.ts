import { computed } from 'vue';
import type { PlatformCardFragment } from '~/graphql/generated/graphql.ts';
import { PlatformsQuery } from '~/graphql/platforms.ts';
import { useFresh } from './fresh.ts';

export type PlatformCard = PlatformCardFragment;

/** The organization's platforms with their settings. */
export function usePlatforms() {
  const { data, error, refresh } = useFresh(PlatformsQuery, {
    variables: () => ({}),
    touchedBy: ({ type }) => type === 'PLATFORM_CHANGED' || type === 'LISTING_CHANGED',
  });
  return { platforms: computed(() => data.value?.platforms), error, refresh };
}
