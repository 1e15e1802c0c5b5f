import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { addNights, istNight, type Night } from '@roomnight/calendar/night';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import {
  activeStays,
  block,
  cancel,
  change,
  configure,
  holderOf,
  sell,
  unblock,
} from '@roomnight/simulator/world';
import { Broken } from './broken.ts';
import { type Calendar, nightsOf, readCalendar } from './calendar.ts';
import { BEGINNING, type Stage } from './stage.ts';
import { type House, leave, newHouse, type Place } from './house.ts';
import { calendarIsTheTruth } from './outcome.ts';
import {
  auditReplays,
  calendarHolds,
  exportSparesOwnSales,
  nothingCameOfEchoes,
  silenceFreedNothing,
} from './rules.ts';
import type { Step } from './steps.ts';

const MINUTE_MS = 60_000;
const TICK_MINUTES = 15;
/** Longer than a missing booking takes to be confirmed, and an export to be forgotten, several times over. */
const QUIET_ROUNDS = 8;
const QUIET_MINUTES = 45;

/**
 * Lets one house live through some steps on its platforms and here. The last part of each life is quiet: nobody
 * misbehaves, all is polled and visited, and then all must agree.
 *
 * @returns the first invariant that did not hold, with what broke it; undefined when all did
 */
export async function brokenIn(stage: Stage, steps: readonly Step[]): Promise<string | undefined> {
  stage.time.now = BEGINNING;
  await stage.clear();
  const house = await newHouse(stage);
  const life = new Life(stage, house);
  let at = 'at first';
  try {
    for (const [number, step] of steps.entries()) {
      at = `step ${number}, ${JSON.stringify(step)}`;
      await life.step(step);
    }
    at = 'in the end';
    await life.quietEnd();
  } catch (error) {
    if (error instanceof Broken) return `${at}: ${error.message}`;
    throw error;
  } finally {
    leave(stage, house);
  }
  return undefined;
}

class Life {
  readonly #stage: Stage;
  readonly #house: House;
  /** When feeds that were not due are. A poll made in between only makes it later. */
  readonly #nextPolls = new Map<Place, Date>();
  /** Since the whole calendar was last looked at. */
  #hasChanged = false;

  constructor(stage: Stage, house: House) {
    this.#stage = stage;
    this.#house = house;
  }

  async step(step: Step): Promise<void> {
    await this.#do(step);
    this.#noteTruth();
    if (this.#hasChanged) await calendarHolds(this.#stage.admin, this.#house, this.#today);
    this.#hasChanged = false;
  }

  async quietEnd(): Promise<void> {
    for (const { outside } of this.#house.places) {
      outside.misbehaviour = { ...outside.misbehaviour, mode: 'ok', left: null };
    }
    for (let round = 0; round < QUIET_ROUNDS; round++) {
      for (const place of this.#house.places) await this.#visit(place);
      for (const place of this.#house.places) await this.#poll(place, true);
      this.#pass(QUIET_MINUTES);
    }
    await calendarHolds(this.#stage.admin, this.#house, this.#today);
    await auditReplays(this.#stage.admin, this.#house);
    await calendarIsTheTruth(this.#stage.admin, this.#house, this.#today);
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'sell':
        return this.#sell(this.#place(step.at), this.#nights(step), step.force);
      case 'cancel':
        return this.#onStay(step, (place, uid) => cancel(place.outside, uid, this.#now));
      case 'move':
        return this.#onStay(step, (place, uid, stay) => {
          const checkIn = addNights(stay.checkIn, step.days);
          const checkOut = addNights(stay.checkOut, step.days + step.longer);
          const isPossible = checkIn < checkOut && checkOut > this.#today;
          if (!isPossible || holderOf(place.outside, { checkIn, checkOut }, uid) !== null) return;
          change(place.outside, uid, { checkIn, checkOut }, false, this.#now);
        });
      case 'close':
        return block(this.#place(step.at).outside, this.#nights(step), this.#now);
      case 'open': {
        const { outside } = this.#place(step.at);
        const closed = chosen(outside.blocks, step.which);
        if (closed) unblock(outside, closed, this.#now);
        return;
      }
      case 'visit':
        return this.#visit(this.#place(step.at));
      case 'poll':
        return this.#poll(this.#place(step.at), true);
      case 'pollAndDie':
        return this.#poll(this.#place(step.at), true, true);
      case 'misbehave': {
        const { mode, times } = step;
        this.#place(step.at).outside.misbehaviour = {
          mode,
          left: times,
          redirectTo: null,
          retryAfterSeconds: 120,
          answered: 0,
        };
        return;
      }
      case 'standStill':
        return this.#pass(step.minutes);
      case 'live':
        for (let passed = 0; passed < step.hours * 60; passed += TICK_MINUTES) await this.#tick();
        return;
      case 'book':
        return this.#book(chosen(this.#house.unitIds, step.unit) ?? '', this.#nights(step));
      case 'cancelDirect':
        return this.#cancelDirect(chosen([...this.#house.direct.keys()], step.which));
      case 'rule': {
        const { advanceNoticeDays, preparationNights } = step;
        return configure(this.#place(step.at).outside, { advanceNoticeDays, preparationNights }, this.#now);
      }
      case 'handle': {
        const { outside, isFollowed } = this.#place(step.at);
        const reexportImported = step.reexportImported && !isFollowed;
        return configure(outside, { reexportImported, pinStamp: step.pinStamp }, this.#now);
      }
    }
  }

  async #tick(): Promise<void> {
    this.#pass(TICK_MINUTES);
    for (const place of this.#house.places) {
      if ((place.outside.nextPollAt ?? '') <= this.#now.toISOString()) await this.#visit(place);
      if ((this.#nextPolls.get(place) ?? this.#now) <= this.#now) await this.#poll(place, false);
    }
  }

  /** A platform sells what its own calendar shows free; by force also what others hold, but no night of its own twice. */
  #sell({ outside }: Place, nights: Stay, force: boolean): void {
    const isFree = force
      ? activeStays(outside).every((stay) => !overlaps(stay, nights))
      : holderOf(outside, nights) === null;
    if (isFree) sell(outside, { nights, firstName: 'Meera', tentative: false, force }, this.#now);
  }

  #onStay(
    { at, which }: { at: number; which: number },
    act: (place: Place, uid: string, stay: Stay) => unknown,
  ): void {
    const place = this.#place(at);
    const ahead = activeStays(place.outside).filter(({ checkOut }) => checkOut > this.#today);
    const stay = chosen(ahead, which);
    if (stay) act(place, stay.uid, stay);
  }

  /** A feed is polled and what was found is applied, as its workflow does it. */
  async #poll(place: Place, force: boolean, dies = false): Promise<void> {
    const { organizationId } = this.#house;
    const { listingId, witness } = place;
    const before = await this.#calendar();
    const isOldCopy = place.outside.misbehaviour.mode.startsWith('old-');
    const { polled, fetched } = await this.#stage.poll({ organizationId, listingId, force });
    if (polled.kind === 'notDue') {
      this.#nextPolls.set(place, polled.at);
      return;
    }
    const { result } = polled;
    const wasBelieved = 'health' in result && result.health === 'healthy';
    const own = before.bookings.filter((booking) => booking.listingId === listingId);
    const echoed = echoesOf(place, this.#today);
    witness.heard({ fetched, wasBelieved, before: own, echoed, today: this.#today, now: this.#now });
    if (result.kind !== 'changed') return;
    if (dies) return this.#poll(place, force);
    this.#hasChanged = true;
    const { changeSetId } = result;
    const done = await this.#stage.apply({ organizationId, changeSetId });
    const again = await this.#stage.apply({ organizationId, changeSetId });
    if (!isDeepStrictEqual(done, again)) throw new Broken('a change set was applied twice', changeSetId);
    const applied = { before, after: await this.#calendar(), today: this.#today, now: this.#now };
    silenceFreedNothing(place, applied);
    nothingCameOfEchoes(place, applied, isOldCopy);
  }

  async #visit(place: Place): Promise<void> {
    await this.#stage.simulation.poll(place.outside);
    this.#noteTruth();
    if (!place.follows) exportSparesOwnSales(place, await this.#calendar(), this.#today);
  }

  async #book(unitId: string, nights: Stay): Promise<void> {
    const { organizationId, userId, direct } = this.#house;
    const requestId = randomUUID();
    await this.#stage.admin.query(
      `INSERT INTO gateway.booking_requests (id, organization_id, idempotency_key, body_hash, kind, unit_id, check_in,
         check_out, requested_by, requested_at) VALUES ($1::uuid, $2, $1::text, 'hash', 'stay', $3, $4, $5, $6, $7)`,
      [requestId, organizationId, unitId, nights.checkIn, nights.checkOut, userId, this.#now],
    );
    this.#hasChanged = true;
    const answer = await this.#stage.activities.claimNights({ organizationId, requestId });
    if (answer.kind === 'accepted') direct.set(answer.bookingId, { ...nights, unitId });
  }

  async #cancelDirect(bookingId: string | undefined): Promise<void> {
    if (bookingId === undefined) return;
    const { organizationId, userId, direct } = this.#house;
    const requestId = randomUUID();
    await this.#stage.admin.query(
      `INSERT INTO gateway.cancellation_requests (id, organization_id, booking_id, reason, requested_by, requested_at)
       VALUES ($1, $2, $3, 'Plans changed', $4, $5)`,
      [requestId, organizationId, bookingId, userId, this.#now],
    );
    this.#hasChanged = true;
    await this.#stage.activities.cancelBooking({ organizationId, bookingId, requestId });
    direct.delete(bookingId);
  }

  get #now(): Date {
    return this.#stage.time.now;
  }

  get #today(): Night {
    return istNight(this.#now);
  }

  #pass(minutes: number): void {
    const before = this.#today;
    this.#stage.time.now = new Date(this.#now.getTime() + minutes * MINUTE_MS);
    if (this.#today !== before) this.#noteTruth();
  }

  #noteTruth(): void {
    for (const { outside, follows, history } of this.#house.places)
      history.note(outside, follows, this.#today);
  }

  #calendar(): Promise<Calendar> {
    return readCalendar(this.#stage.admin, this.#house.organizationId, this.#today);
  }

  #place(at: number): Place {
    const place = chosen(this.#house.places, at);
    if (!place) throw new Error('a house is listed somewhere');
    return place;
  }

  #nights({ from, nights }: { from: number; nights: number }): Stay {
    const checkIn = addNights(this.#today, from);
    return { checkIn, checkOut: addNights(checkIn, nights) };
  }
}

/** What only an import from us closes there. */
function echoesOf({ outside, follows }: Place, today: Night): ReadonlySet<Night> {
  if (follows) return new Set();
  const own = nightsOf([...activeStays(outside), ...outside.blocks], today);
  return nightsOf(outside.imported, today).difference(own);
}

function chosen<T>(all: readonly T[], which: number): T | undefined {
  return all[which % all.length];
}
