import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { addNights, type Night } from '@roomnight/calendar/night';
import fc from 'fast-check';
import type { Manager } from './manager.ts';
import type { Promises } from './promises.ts';
import type { Nights, SimulatedListing } from './simulated-platform.ts';

/** So often what was not answered is asked again, in milliseconds, and so many times. */
const PAUSE_MS = 250;
const TRIES = 400;

const nights = { from: fc.nat(13), length: fc.integer({ min: 1, max: 4 }) };
const of = fc.nat();
const which = fc.nat();

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      of,
      ...nights,
      also: fc.option(fc.nat(), { freq: 3 }),
      override: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('hold' as const), of, ...nights }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('endHold' as const),
      which,
      as: fc.constantFrom('confirm' as const, 'release' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sell' as const), of, ...nights }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), of }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('resolve' as const), which, way: fc.nat(), undo: fc.boolean() }),
  },
);

export type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** What one rival tries, one after the other. */
export const stepsOf = (seed: number): Step[] => fc.sample(step, { seed, numRuns: 2_000 });

export interface Field {
  readonly manager: Manager;
  readonly unitIds: readonly string[];
  readonly listings: readonly { readonly id: string; readonly simulated: SimulatedListing }[];
  readonly from: Night;
  readonly promises: Promises;
}

interface Answer {
  readonly __typename: string;
  readonly booking?: { readonly id: string };
  readonly bookings?: readonly { readonly id: string }[];
}

/** One of many who want the same nights at the same time, and who insist on an answer. */
export class Rival {
  readonly #field: Field;

  constructor(field: Field) {
    this.#field = field;
  }

  async do(each: Step): Promise<void> {
    const { unitIds, listings, promises } = this.#field;
    switch (each.do) {
      case 'book': {
        const also = each.also === null ? undefined : chosen(unitIds, each.also);
        const unitId = chosen(unitIds, each.of);
        return void (await this.book({
          unitId,
          ...this.#nights(each),
          ...(also !== unitId && also !== undefined && { alsoUnitIds: [also] }),
          ...(each.override && { override: { reason: 'They insist' } }),
        }));
      }
      case 'hold':
        return void (await this.hold({ unitId: chosen(unitIds, each.of), ...this.#nights(each) }));
      case 'endHold':
        return promises.ofOne('held', each.which, async (bookingId) =>
          each.as === 'confirm'
            ? (await this.confirm(bookingId))
              ? 'booked'
              : undefined
            : this.#end(RELEASE, { bookingId }),
        );
      case 'cancel':
        return promises.ofOne('booked', each.which, (bookingId) =>
          this.#end(CANCEL, { bookingId, reason: 'Plans changed' }),
        );
      case 'sell': {
        // It refuses to sell a night of its own twice.
        const refused = (error: Error) => {
          if (!error.message.includes('409')) throw error;
        };
        const { simulated } = chosen(listings, each.of);
        return simulated.sell(this.#nights(each), { firstName: 'Mia', force: true }).catch(refused);
      }
      case 'sync':
        return void (await this.#ask(
          'mutation ($input: ID!) { answer: syncNow(listingId: $input) { __typename } }',
          chosen(listings, each.of).id,
        ));
      case 'resolve':
        return this.#resolve(each);
    }
  }

  /** The ids of what was booked; none where it was refused. Asked twice it is one booking. */
  async book(
    input: Nights & { unitId: string; alsoUnitIds?: string[]; override?: object },
  ): Promise<string[]> {
    const { bookings = [] } = await this.#ask(
      `mutation ($input: CreateBookingInput!) {
        answer: createBooking(input: $input) { __typename ... on CreateBookingSuccess { bookings { id } } }
      }`,
      { ...input, guestName: 'Meera Iyer', idempotencyKey: randomUUID() },
    );
    const { unitId, alsoUnitIds = [], checkIn, checkOut } = input;
    const units = [unitId, ...alsoUnitIds];
    for (const [at, { id: bookingId }] of bookings.entries())
      this.#field.promises.keep({ bookingId, unitId: units[at] ?? '', checkIn, checkOut, state: 'booked' });
    return bookings.map(({ id }) => id);
  }

  /** The id of what is held; undefined where it was refused. */
  async hold(input: Nights & { unitId: string }): Promise<string | undefined> {
    const { booking } = await this.#ask(
      `mutation ($input: CreateHoldInput!) {
        answer: createHold(input: $input) { __typename ... on CreateHoldSuccess { booking { id } } }
      }`,
      { ...input, guestName: 'Ravi Menon', minutes: 600, idempotencyKey: randomUUID() },
    );
    if (booking) this.#field.promises.keep({ ...input, bookingId: booking.id, state: 'held' });
    return booking?.id;
  }

  /** Whether it is booked now. */
  async confirm(bookingId: string): Promise<boolean> {
    const { __typename } = await this.#ask(
      'mutation ($input: ConfirmHoldInput!) { answer: confirmHold(input: $input) { __typename } }',
      { bookingId },
    );
    return __typename === 'ConfirmHoldSuccess';
  }

  async #end(mutation: string, input: object): Promise<'cancelled' | undefined> {
    const { __typename } = await this.#ask(mutation, input);
    return __typename.endsWith('Success') ? 'cancelled' : undefined;
  }

  /** Chooses one of the ways out that are offered, does what Roomnight does of it, and may take the last step back. */
  async #resolve({ which, way, undo }: Extract<Step, { do: 'resolve' }>): Promise<void> {
    const { conflicts } = await this.#answered(() => this.#field.manager.ask<Conflicts>(CONFLICTS));
    if (conflicts.nodes.length === 0) return;
    const { id, bookings, recommendations } = chosen(conflicts.nodes, which);
    if (recommendations.length === 0) return;
    const { resolution } = chosen(recommendations, way);
    const { moves, parts, ...rest } = resolution;
    for (const booking of bookings) this.#field.promises.mayDiffer(booking.id);
    for (const { bookingId } of moves) this.#field.promises.mayDiffer(bookingId);
    const input = {
      ...rest,
      ...(moves.length > 0 && {
        moves: moves.map(({ bookingId, unit }) => ({ bookingId, unitId: unit.id })),
      }),
      ...(parts.length > 0 && { parts: parts.map(({ unit, ...stay }) => ({ ...stay, unitId: unit.id })) }),
    };
    const { conflict } = await this.#ask(CHOOSE, input, id);
    const steps = conflict?.steps.filter(({ kind }) => kind.endsWith('_HERE')) ?? [];
    for (const done of steps) await this.#ask(DO, done.id, id);
    const last = steps.at(-1);
    if (undo && last) await this.#ask(UNDO, last.id, id);
  }

  /** Asks until there is an answer: a lost one is no reason to believe anything. */
  async #ask(
    mutation: string,
    input: unknown,
    conflictId?: string,
  ): Promise<Answer & { conflict?: Conflict }> {
    const variables = { input, ...(conflictId !== undefined && { conflictId }) };
    const ask = () =>
      this.#field.manager.ask<{ answer: Answer & { conflict?: Conflict } }>(mutation, variables);
    return (await this.#answered(ask)).answer;
  }

  async #answered<Data>(ask: () => Promise<Data>): Promise<Data> {
    for (let tries = 1; ; tries += 1) {
      try {
        const data = await ask();
        this.#field.promises.answered();
        return data;
      } catch (error) {
        if (tries === TRIES) throw error;
        await delay(PAUSE_MS);
      }
    }
  }

  #nights({ from, length }: { from: number; length: number }): Nights {
    const checkIn = addNights(this.#field.from, from);
    return { checkIn, checkOut: addNights(checkIn, length) };
  }
}

interface Conflict {
  readonly steps: readonly { readonly id: string; readonly kind: string }[];
}

interface Resolution extends Partial<Nights> {
  readonly kind: string;
  readonly bookingId: string | null;
  readonly otherBookingId: string | null;
  readonly moves: readonly { readonly bookingId: string; readonly unit: { readonly id: string } }[];
  readonly parts: readonly (Nights & { readonly unit: { readonly id: string } })[];
}

interface Conflicts {
  readonly conflicts: {
    readonly nodes: readonly {
      readonly id: string;
      readonly bookings: readonly { readonly id: string }[];
      readonly recommendations: readonly { readonly resolution: Resolution }[];
    }[];
  };
}

const RELEASE = 'mutation ($input: ReleaseHoldInput!) { answer: releaseHold(input: $input) { __typename } }';
const CANCEL =
  'mutation ($input: CancelBookingInput!) { answer: cancelBooking(input: $input) { __typename } }';
const CONFLICTS = `{
  conflicts(first: 20, status: [DETECTED, RESOLVING]) {
    nodes {
      id bookings { id }
      recommendations {
        resolution {
          kind bookingId otherBookingId checkIn checkOut moves { bookingId unit { id } } parts { checkIn checkOut unit { id } }
        }
      }
    }
  }
}`;
const steps = '{ __typename ... on ConflictSuccess { conflict { steps { id kind } } } }';
const CHOOSE = `mutation ($conflictId: ID!, $input: ResolutionInput!) {
  answer: chooseResolution(conflictId: $conflictId, resolution: $input) ${steps}
}`;
const DO = `mutation ($conflictId: ID!, $input: ID!) {
  answer: doConflictStep(conflictId: $conflictId, stepId: $input) ${steps}
}`;
const UNDO = `mutation ($conflictId: ID!, $input: ID!) {
  answer: undoConflictStep(conflictId: $conflictId, stepId: $input) ${steps}
}`;

function chosen<Each>(all: readonly Each[], which: number): Each {
  const each = all[which % all.length];
  if (each === undefined) throw new Error('there is nothing to choose from');
  return each;
}
