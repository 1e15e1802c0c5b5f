import type { Night } from '@roomnight/calendar/night';
import { equalNights, nightSet } from '@roomnight/calendar/night-set';
import { contains, overlaps } from '@roomnight/calendar/stay';
import type { Fact, FactChange } from './fact.ts';
import { mirrorOf, pairOf, type Mirror, type MirrorSign, type Word } from './mirrors.ts';
import { eventName, isSameEvent } from './same-event.ts';

/**
 * How much earlier than a stay a block may be known and still show it: its platform imported the stay before we polled
 * the one that sold it. Two polls of the longest interval, and an hour in which the polls go wrong.
 */
const EARLY_HOURS = 3;

/** What the mirrors became. */
export interface MirrorChanges {
  readonly dropped: readonly Mirror[];
  readonly added: readonly Mirror[];
  /** All of them afterwards. */
  readonly all: readonly Mirror[];
}

/**
 * Which bookings only show another one of the same unit again, after some facts changed.
 *
 * - `uid`: both feeds call it by the same name, and they share a night;
 * - `nights`: a block whose nights are exactly those of one stay, or of neighbouring stays together, that other
 *   listings or people here reported; not a block that may be a guest's, and not one the owner closed long before;
 * - `person`: somebody said so.
 *
 * What was recognised stays so when either of the two moves, because the other one follows later. It ends when they
 * no longer can be the same, or when a person says that they are not.
 *
 * @param facts active facts, the changed ones among them, and all that share a night with one that can be a mirror
 * @param known mirrors in which one of `facts` or a changed fact takes part
 */
export function recogniseMirrors(
  facts: readonly Fact[],
  changes: readonly FactChange[],
  known: readonly Mirror[],
  words: readonly Word[],
): MirrorChanges {
  const active = new Map(facts.map((fact) => [fact.id, fact]));
  const changed = new Set(changes.flatMap(({ before, after }) => before?.id ?? after?.id ?? []));
  const said = new Map(words.map((word) => [pairOf(word.firstBookingId, word.secondBookingId), word.same]));
  const pairs = new Map<string, Mirror>();
  const add = (one: Fact, other: Fact, sign: MirrorSign): void => {
    const pair = pairOf(one.id, other.id);
    const strongest = said.get(pair) === true ? 'person' : (pairs.get(pair)?.sign ?? sign);
    if (said.get(pair) !== false) pairs.set(pair, mirrorOf(one, other, strongest));
  };

  for (const mirror of known) {
    const [one, other] = [active.get(mirror.mirrorId), active.get(mirror.originalId)];
    const isTouched = changed.has(mirror.mirrorId) || changed.has(mirror.originalId);
    if (said.get(pairOf(mirror.mirrorId, mirror.originalId)) === false) continue;
    if (isTouched && !lasts(mirror, one, other, changed)) continue;
    if (isTouched && one && other) add(one, other, mirror.sign);
    else pairs.set(pairOf(mirror.mirrorId, mirror.originalId), mirror);
  }
  for (const { firstBookingId, secondBookingId, same } of words) {
    const [one, other] = [active.get(firstBookingId), active.get(secondBookingId)];
    if (same && one && other && one.unitId === other.unitId) add(one, other, 'person');
  }
  const named = Map.groupBy(facts, eventName);
  for (const fact of facts.filter(({ id }) => changed.has(id))) {
    const name = eventName(fact);
    for (const other of name === undefined ? [] : (named.get(name) ?? [])) {
      if (isElsewhere(fact, other) && overlaps(fact, other) && isSameEvent(fact, other))
        add(fact, other, 'uid');
    }
  }
  const shows = new Set(
    [...pairs.values()].flatMap(({ mirrorId, sign }) => (sign === 'uid' ? [] : mirrorId)),
  );
  const stays = facts.filter(({ kind }) => kind === 'stay').toSorted(byCheckIn);
  const isConcerned = (block: Fact) => changed.has(block.id) || isNear(block, changes);
  for (const block of facts.filter((fact) => isPlainBlock(fact) && isConcerned(fact))) {
    for (const stay of staysShown(block, stays, shows.has(block.id))) add(block, stay, 'nights');
  }

  const before = new Set(known.map(keyOf));
  const after = new Set([...pairs.values()].map(keyOf));
  return {
    dropped: known.filter((mirror) => !after.has(keyOf(mirror))),
    added: [...pairs.values()].filter((mirror) => !before.has(keyOf(mirror))),
    all: [...pairs.values()],
  };
}

/** Whether a recognised pair can still be one. A fact that is not given is cancelled, or shares no night with the other. */
function lasts(
  { mirrorId, originalId, sign }: Mirror,
  mirror: Fact | undefined,
  original: Fact | undefined,
  changed: ReadonlySet<string>,
): boolean {
  if (sign === 'nights') return (!mirror || isPlainBlock(mirror)) && (!original || original.kind === 'stay');
  if (sign === 'person') return true;
  if (mirror && original) return isSameEvent(mirror, original) || overlaps(mirror, original);
  // Two stays may be behind it: one that moved away from the other must be recognised anew.
  return !(mirror && changed.has(mirrorId)) && !(original && changed.has(originalId));
}

/**
 * The stays a block shows again: together they have exactly its nights.
 *
 * @param stays by check-in
 */
function staysShown(block: Fact, stays: readonly Fact[], isImporting: boolean): Fact[] {
  const shown: Fact[] = [];
  for (let at = firstFrom(stays, block.checkIn); at < stays.length; at++) {
    const stay = stays[at];
    if (stay === undefined || stay.checkIn >= block.checkOut) break;
    if (!isElsewhere(block, stay) || !contains(block, stay)) continue;
    if (isImporting || mayShow(block, stay)) shown.push(stay);
  }
  return equalNights(nightSet(shown), nightSet([block])) ? shown : [];
}

/** Where those begin that check in on `night` or later, found by halving. */
function firstFrom(stays: readonly Fact[], night: Night): number {
  let [low, high] = [0, stays.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stays[middle]?.checkIn ?? night) < night) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byCheckIn(a: Fact, b: Fact): number {
  return a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0;
}

/** An owner who closes nights long before they are sold closes them: that is no copy, but a conflict. */
function mayShow(block: Fact, stay: Fact): boolean {
  if (stay.nightsSince === null) return true;
  const known = block.nightsSince ?? block.createdAt;
  return known.getTime() >= stay.nightsSince.getTime() - EARLY_HOURS * 3_600_000;
}

/** Nights a feed calls closed and surely no stay. */
export function isPlainBlock({ kind, source, cannotTell }: Fact): boolean {
  return kind === 'block' && source === 'import' && !cannotTell;
}

function isElsewhere(one: Fact, other: Fact): boolean {
  return one.id !== other.id && one.unitId === other.unitId && one.listingId !== other.listingId;
}

function isNear(fact: Fact, changes: readonly FactChange[]): boolean {
  return changes.some(({ before, after }) =>
    [before, after].some((each) => each?.unitId === fact.unitId && overlaps(each, fact)),
  );
}

function keyOf({ mirrorId, originalId, sign }: Mirror): string {
  return `${mirrorId} ${originalId} ${sign}`;
}
