import { createClient, type Client } from 'graphql-ws';
import { print } from 'graphql';
import { onScopeDispose, readonly, ref, shallowRef } from 'vue';
import type { CalendarEventsSubscription } from '~/graphql/generated/graphql.ts';
import { CalendarEvents } from '~/graphql/start.ts';
import { backoff } from './backoff.ts';

type Message = CalendarEventsSubscription['calendarEvents'];
export type CalendarEvent = Extract<Message, { __typename: 'CalendarEvent' }>;

/** Events that came within one moment; `missed` means some are lost for good: read everything again. */
export interface Batch {
  readonly events: readonly CalendarEvent[];
  readonly missed: boolean;
}

type Listener = (batch: Batch) => void;

/** Long enough to gather the events of one transaction, too short to notice. */
const gatherMs = 120;
const pingMs = 10_000;
const pongMs = 5_000;

const status = ref<'connecting' | 'live' | 'reconnecting' | 'offline'>('connecting');
const asOf = shallowRef(new Date());
const listeners = new Set<Listener>();
const query = print(CalendarEvents);

let gathered: CalendarEvent[] = [];
let missed = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let stop: (() => void) | undefined;

/** Follows the calendar's events from `cursor` until {@link stopLive}, through any number of lost connections. */
export function startLive(cursor: string): void {
  stop?.();
  const client = connectSocket();
  const ended = new AbortController();
  stop = () => {
    ended.abort();
    client.terminate();
    void client.dispose();
  };
  void follow(client, cursor, ended.signal);
}

export function stopLive(): void {
  stop?.();
  stop = undefined;
}

export function useLive() {
  return { status: readonly(status), asOf: readonly(asOf) };
}

/**
 * Calls `listener` with every batch of events for as long as the component lives, and with an empty one whenever the
 * connection is there again: what could not be read meanwhile can be now.
 */
export function onEvents(listener: Listener): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}

async function follow(client: Client, from: string, ended: AbortSignal): Promise<void> {
  let cursor = from;
  let attempt = 0;
  while (!ended.aborted) {
    try {
      for await (const message of messagesAfter(client, cursor)) {
        cursor = message.cursor;
        take(message);
      }
    } catch (error) {
      // The cursor makes every failure harmless: say so, wait, go on from where we were.
      if (!ended.aborted) console.warn('Live updates were interrupted', error);
    }
    if (ended.aborted) return;
    attempt = status.value === 'live' ? 0 : attempt + 1;
    status.value = navigator.onLine ? 'reconnecting' : 'offline';
    await backoff(attempt, ended);
  }
}

async function* messagesAfter(client: Client, after: string): AsyncGenerator<Message> {
  const results = client.iterate<CalendarEventsSubscription>({ query, variables: { after } });
  for await (const { data } of results) if (data) yield data.calendarEvents;
}

function take(message: Message): void {
  asOf.value = new Date();
  if (message.__typename === 'TooFarBehind') missed = true;
  else gathered.push(message);
  timer ??= setTimeout(flush, gatherMs);
}

function flush(): void {
  const batch = { events: gathered, missed };
  timer = undefined;
  gathered = [];
  missed = false;
  for (const listener of listeners) listener(batch);
}

function connectSocket(): Client {
  let silence: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    // We retry ourselves, for ever, each time from the newest cursor.
    retryAttempts: 0,
    keepAlive: pingMs,
    on: {
      connected: () => {
        status.value = 'live';
        asOf.value = new Date();
        timer ??= setTimeout(flush, gatherMs);
      },
      ping: (received) => {
        if (!received) silence = setTimeout(() => client.terminate(), pongMs);
      },
      pong: (received) => {
        if (!received) return;
        clearTimeout(silence);
        asOf.value = new Date();
      },
      closed: () => clearTimeout(silence),
    },
  });
  return client;
}
