import { currentCursor, type EventCursor, type LoggedEvent, readEvents } from '@roomnight/database/event-log';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import { compareCursors, decodeCursor, encodeCursor } from './cursor.ts';
import { Mailbox } from './mailbox.ts';

/** What a subscriber gets: an event, or word that it must read everything anew and go on from `cursor`. */
export type Message =
  | { kind: 'event'; cursor: string; event: LoggedEvent }
  | { kind: 'tooFarBehind'; cursor: string };

export interface Changes {
  /**
   * The organization's events after a cursor, or from now on: each at least once, in the order of the log.
   *
   * @param onSlow called when the reader falls so far behind that it must resume from its last cursor
   */
  subscribe(
    organizationId: string,
    after: string | undefined,
    onSlow: () => void,
  ): AsyncIterableIterator<Message>;
  stop(): Promise<void>;
}

interface Subscriber {
  /** Events up to here are not for this subscriber: it has them, or gets them by replay. */
  from: EventCursor;
  mailbox: Mailbox<Message>;
}

interface Options {
  pool: Pool;
  logger: Logger;
  /** Milliseconds between two looks at the log. */
  interval?: number;
  /** How many events a returning subscriber may have missed. */
  replayLimit?: number;
}

/** How long the log is not looked at, in milliseconds: the most that this adds to an event's way. */
export const LOOK_EVERY_MS = 150;

const PAGE = 1_000;
/** About 1 MB of messages. */
const MAILBOX = 3_000;

/** Follows the event log, once a process, and hands each event to the subscribers of its organization. */
export async function followChanges({
  pool,
  logger,
  interval = LOOK_EVERY_MS,
  replayLimit = 50_000,
}: Options): Promise<Changes> {
  const subscribers = new Map<string, Set<Subscriber>>();
  let head = await currentCursor(pool);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function deliver(event: LoggedEvent): void {
    const message: Message = { kind: 'event', cursor: encodeCursor(event.cursor), event };
    for (const { from, mailbox } of subscribers.get(event.organizationId) ?? []) {
      if (compareCursors(event.cursor, from) > 0) mailbox.put(message);
    }
  }

  /** Another life of the log began: all that anybody knows is void. */
  async function startAnew(): Promise<void> {
    head = await currentCursor(pool);
    const message: Message = { kind: 'tooFarBehind', cursor: encodeCursor(head) };
    for (const group of subscribers.values()) {
      for (const subscriber of group) {
        subscriber.from = head;
        subscriber.mailbox.put(message);
      }
    }
  }

  async function catchUp(): Promise<void> {
    for (;;) {
      const page = await readEvents(pool, head, PAGE);
      if (page.kind === 'tooFarBehind') return startAnew();
      for (const event of page.events) {
        deliver(event);
        head = event.cursor;
      }
      if (page.events.length < PAGE) return undefined;
    }
  }

  let following = Promise.resolve();
  function follow(): void {
    following = catchUp()
      .catch((error: unknown) => logger.error({ err: error }, 'the event log cannot be read: trying again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(follow, interval);
      });
  }
  follow();

  /** What lies between a subscriber's cursor and the head at which live delivery takes over. */
  async function* replay(
    organizationId: string,
    after: EventCursor,
    upTo: EventCursor,
  ): AsyncGenerator<Message> {
    let from = after;
    for (let read = 0; compareCursors(from, upTo) < 0; read += PAGE) {
      const page = read < replayLimit ? await readEvents(pool, from, PAGE) : undefined;
      if (page === undefined || page.kind === 'tooFarBehind') {
        yield { kind: 'tooFarBehind', cursor: encodeCursor(upTo) };
        return;
      }
      for (const event of page.events) {
        if (compareCursors(event.cursor, upTo) > 0) return;
        from = event.cursor;
        if (event.organizationId === organizationId)
          yield { kind: 'event', cursor: encodeCursor(from), event };
      }
      if (page.events.length < PAGE) return;
    }
  }

  function subscribe(
    organizationId: string,
    after: string | undefined,
    onSlow: () => void,
  ): AsyncIterableIterator<Message> {
    const wanted = after === undefined ? head : decodeCursor(after);
    const known = wanted?.epoch === head.epoch ? wanted : undefined;
    // Registered and read in the same turn: nothing can be delivered between the two.
    const upTo = head;
    const mailbox = new Mailbox<Message>(MAILBOX, onSlow);
    const from = known !== undefined && compareCursors(known, upTo) > 0 ? known : upTo;
    const subscriber: Subscriber = { from, mailbox };
    const group = subscribers.get(organizationId) ?? new Set();
    subscribers.set(organizationId, group.add(subscriber));

    function leave(): void {
      mailbox.close();
      group.delete(subscriber);
      if (group.size === 0 && subscribers.get(organizationId) === group) subscribers.delete(organizationId);
    }
    async function* read(): AsyncGenerator<Message, undefined> {
      try {
        if (known === undefined) yield { kind: 'tooFarBehind', cursor: encodeCursor(upTo) };
        else yield* replay(organizationId, known, upTo);
        yield* mailbox;
      } finally {
        leave();
      }
    }
    const messages = read();
    return {
      next: () => messages.next(),
      // A generator ends only between two messages, and the next one may be long in coming.
      return() {
        leave();
        return messages.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  return {
    subscribe,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await following;
      for (const group of subscribers.values()) for (const { mailbox } of group) mailbox.close();
    },
  };
}
