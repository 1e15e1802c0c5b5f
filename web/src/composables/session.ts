import { addNights, istNight } from '@roomnight/calendar/night';
import { computed, shallowRef } from 'vue';
import { directLook, blockLook, lookOfPlatform, type Look } from '~/calendar/platform-look.ts';
import { client, isSignedOut } from '~/graphql/client.ts';
import type { StartQuery as Start } from '~/graphql/generated/graphql.ts';
import { PlatformChoicesQuery, StartQuery } from '~/graphql/start.ts';
import { onEvents } from './live.ts';

export interface Session {
  readonly viewer: NonNullable<Start['viewer']>;
  readonly platforms: Start['platforms'];
  /** Events after this one have not been seen by any view. */
  readonly cursor: string;
}

const session = shallowRef<Session>();
const looks = computed(
  () => new Map(session.value?.platforms.map((platform) => [platform.key, lookOfPlatform(platform)])),
);

/** Whether the person may change what is configured. */
const mayConfigure = computed(() => session.value !== undefined && session.value.viewer.role !== 'STAFF');

/** Who is signed in; undefined when nobody is. An unreachable server throws. */
export async function loadSession(): Promise<Session | undefined> {
  const today = istNight(new Date());
  const { data, error } = await client
    .query(StartQuery, { today, tomorrow: addNights(today, 1) }, { mayBeSignedOut: true })
    .toPromise();
  if (error && !isSignedOut(error)) throw error;
  session.value = data?.viewer
    ? { viewer: data.viewer, platforms: data.platforms, cursor: data.calendar.cursor }
    : undefined;
  return session.value;
}

/** Keeps the platforms as they are while the component lives. */
export function followPlatforms(): void {
  onEvents(({ events, missed }) => {
    if (missed || events.some(({ type }) => type === 'PLATFORM_CHANGED')) void readPlatforms();
  });
}

async function readPlatforms(): Promise<void> {
  const { data } = await client.query(PlatformChoicesQuery, {}).toPromise();
  if (data && session.value) session.value = { ...session.value, platforms: data.platforms };
}

export function useSession() {
  return { session, looks, lookOf, mayConfigure };
}

/** How a booking's origin appears: its platform, direct, or a block of our own. */
function lookOf(booking: { kind: 'STAY' | 'BLOCK'; platform?: { key: string } | null }): Look {
  const platform = booking.platform && looks.value.get(booking.platform.key);
  if (platform) return platform;
  return booking.kind === 'BLOCK' ? blockLook : directLook;
}
