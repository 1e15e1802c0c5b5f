import { MODES } from '@roomnight/simulator/misbehaviour';
import fc from 'fast-check';

/**
 * One thing that happens. Numbers choose among what there is, so that a sequence stays meaningful when parts of it are
 * left out: `at` is a listing, `which` a stay or block of it, `from` a night from today, `nights` how many.
 */
export type Step =
  | { do: 'sell'; at: number; from: number; nights: number; force: boolean }
  | { do: 'cancel'; at: number; which: number }
  | { do: 'move'; at: number; which: number; days: number; longer: number }
  | { do: 'close'; at: number; from: number; nights: number }
  | { do: 'open'; at: number; which: number }
  | { do: 'visit'; at: number }
  | { do: 'poll'; at: number }
  /** The worker dies after a poll wrote down what it found, and another one goes on. */
  | { do: 'pollAndDie'; at: number }
  | { do: 'misbehave'; at: number; mode: (typeof MODES)[number]; times: number }
  /** Time in which nobody does anything here: every worker is down. */
  | { do: 'standStill'; minutes: number }
  /** Time in which feeds are polled when due and platforms visit our exports at their pace. */
  | { do: 'live'; hours: number }
  | { do: 'book'; unit: number; from: number; nights: number }
  | { do: 'cancelDirect'; which: number }
  | { do: 'rule'; at: number; advanceNoticeDays: number; preparationNights: number }
  | { do: 'handle'; at: number; reexportImported: boolean; pinStamp: boolean };

const upTo = (max: number) => fc.integer({ min: 0, max });
const at = upTo(7);
const which = upTo(9);
const nights = fc.integer({ min: 1, max: 6 });
const from = fc.oneof(
  { weight: 4, arbitrary: upTo(25) },
  { weight: 1, arbitrary: fc.integer({ min: 26, max: 80 }) },
);

/** Both take some real seconds each. */
const TEDIOUS = ['slow', 'hang'];
const quick = MODES.filter((mode) => !TEDIOUS.includes(mode));

type Of<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

function step<Kind extends Step['do']>(
  weight: number,
  kind: Kind,
  fields: { [Field in Exclude<keyof Of<Kind>, 'do'>]: fc.Arbitrary<Of<Kind>[Field]> },
): { weight: number; arbitrary: fc.Arbitrary<Step> } {
  return {
    weight,
    arbitrary: fc.record({ do: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Step>,
  };
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  step(16, 'sell', { at, from, nights, force: fc.boolean() }),
  step(6, 'cancel', { at, which }),
  step(6, 'move', {
    at,
    which,
    days: fc.integer({ min: -5, max: 5 }),
    longer: fc.integer({ min: -2, max: 2 }),
  }),
  step(4, 'close', { at, from, nights }),
  step(4, 'open', { at, which }),
  step(10, 'visit', { at }),
  step(22, 'poll', { at }),
  step(2, 'pollAndDie', { at }),
  step(8, 'misbehave', { at, mode: fc.constantFrom(...quick), times: fc.integer({ min: 1, max: 5 }) }),
  step(1, 'misbehave', {
    at,
    mode: fc.constantFrom('slow' as const, 'hang' as const),
    times: fc.constant(1),
  }),
  step(8, 'standStill', { minutes: fc.constantFrom(1, 10, 31, 60, 240) }),
  step(2, 'standStill', { minutes: fc.constantFrom(24 * 60, 3 * 24 * 60, 9 * 24 * 60) }),
  step(8, 'live', { hours: fc.constantFrom(1, 2, 4) }),
  step(4, 'book', { unit: upTo(2), from, nights }),
  step(2, 'cancelDirect', { which }),
  step(1, 'rule', { at, advanceNoticeDays: upTo(2), preparationNights: upTo(2) }),
  step(1, 'handle', { at, reexportImported: fc.boolean(), pinStamp: fc.boolean() }),
);

/** Some weeks of a house. */
export const weeks: fc.Arbitrary<Step[]> = fc.array(anyStep, { minLength: 1, maxLength: 80, size: 'max' });
