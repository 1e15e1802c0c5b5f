import { stayLength } from '@roomnight/calendar/stay';
import { reactive, ref, shallowRef } from 'vue';
import { CreateBlockMutation, CreateBookingMutation } from '~/graphql/calendar.ts';
import { CreateHoldMutation } from '~/graphql/holds.ts';
import { client, sentenceOf } from '~/graphql/client.ts';
import type { CreateBookingMutation as Made } from '~/graphql/generated/graphql.ts';
import { once, ruleOf } from '~/calendar/repeats.ts';
import { CreateRecurringBlockMutation } from '~/graphql/recurring-blocks.ts';
import type { Wish } from './grid-selection.ts';

type Answer = Made['createBooking'];
type NightsTaken = Extract<Answer, { __typename: 'NightsTaken' }>;

/** Free nights that could be booked instead. */
export type Alternative = NightsTaken['alternatives'][number];

export interface Refusal {
  readonly message: string;
  readonly taken: NightsTaken['taken'];
  /** The unit asked for, whatever the form says meanwhile. */
  readonly unitId: string;
  /** Undefined where none were looked for. */
  readonly alternatives?: readonly Alternative[] | undefined;
}

/** What the form calls the fields of a recurring block. */
const FORM_FIELDS: Record<string, string> = { firstNight: 'checkIn', nights: 'checkOut', rrule: 'repeats' };

/** The form for nights: one idempotency key for each thing wished, so that pressing twice books once. */
export function useBookingWish() {
  const form = reactive({
    kind: 'stay' as 'stay' | 'block',
    unitId: '',
    /** Further units for the same guest and nights: all of them or none. */
    alsoUnitIds: [] as string[],
    checkIn: '',
    checkOut: '',
    guestName: '',
    guestEmail: '',
    guestPhone: '',
    value: null as number | null,
    reason: '',
    repeats: once,
    skipTaken: false,
    /** 0 books at once. */
    holdMinutes: 0,
  });
  const busy = ref(false);
  const refusal = shallowRef<Refusal>();
  const fieldErrors = ref<Record<string, string>>({});
  let sent = { body: '', key: '' };

  function start({ unitId, stay, kind }: Wish): void {
    const empty = {
      alsoUnitIds: [],
      guestName: '',
      guestEmail: '',
      guestPhone: '',
      value: null,
      reason: '',
      repeats: once,
      skipTaken: false,
      holdMinutes: 0,
    };
    Object.assign(form, { kind, unitId, ...stay, ...empty });
    refusal.value = undefined;
    fieldErrors.value = {};
    sent = { body: '', key: '' };
  }

  /** Asks for these nights instead, of the same guest. Nothing is sent yet. */
  function take({ unit, checkIn, checkOut }: Alternative): void {
    Object.assign(form, { unitId: unit.id, checkIn, checkOut });
    refusal.value = undefined;
  }

  /** A retry of the same wish has the same key; a changed wish is another one. */
  function idempotencyKey(overrideReason: string | undefined): string {
    const body = JSON.stringify({ ...form, overrideReason });
    if (sent.body !== body) sent = { body, key: crypto.randomUUID() };
    return sent.key;
  }

  async function send(overrideReason: string | undefined) {
    const { unitId, checkIn, checkOut } = form;
    const nights = { unitId, checkIn, checkOut, idempotencyKey: idempotencyKey(overrideReason) };
    const rrule = form.kind === 'block' ? ruleOf(form.repeats, checkIn) : undefined;
    if (rrule !== undefined) return sendRecurring(rrule);
    if (form.kind === 'block') {
      const input = { ...nights, reason: form.reason };
      const { data, error } = await client.mutation(CreateBlockMutation, { input }).toPromise();
      return { answer: data?.createBlock, error };
    }
    const guest = {
      guestName: form.guestName,
      guestEmail: form.guestEmail || null,
      guestPhone: form.guestPhone || null,
    };
    if (form.holdMinutes > 0) {
      const input = { ...nights, ...guest, minutes: form.holdMinutes };
      const { data, error } = await client.mutation(CreateHoldMutation, { input }).toPromise();
      return { answer: data?.createHold, error };
    }
    const override = overrideReason === undefined ? null : { reason: overrideReason };
    const alsoUnitIds = form.alsoUnitIds.filter((also) => also !== unitId);
    const { data, error } = await client
      .mutation(CreateBookingMutation, {
        input: { ...nights, ...guest, alsoUnitIds, value: form.value ?? null, override },
      })
      .toPromise();
    return { answer: data?.createBooking, error };
  }

  async function sendRecurring(rrule: string) {
    const { unitId, checkIn, checkOut, reason, skipTaken } = form;
    const input = {
      unitId,
      firstNight: checkIn,
      nights: stayLength({ checkIn, checkOut }),
      rrule,
      skipTaken,
      reason,
      idempotencyKey: idempotencyKey(undefined),
    };
    const { data, error } = await client.mutation(CreateRecurringBlockMutation, { input }).toPromise();
    return { answer: data?.createRecurringBlock, error };
  }

  /**
   * Whether the nights were taken. A refused wish may be sent again as a new one: its nights may be free by then.
   *
   * @param overrideReason why they are to be booked even if they are taken
   */
  async function submit(overrideReason?: string): Promise<boolean> {
    const { unitId } = form;
    busy.value = true;
    refusal.value = undefined;
    fieldErrors.value = {};
    const { answer, error } = await send(overrideReason);
    busy.value = false;
    if (error) {
      refusal.value = { message: sentenceOf(error), unitId, taken: [] };
      return false;
    }
    if (!answer || !('message' in answer)) return answer !== undefined;
    sent = { body: '', key: '' };
    if (answer.__typename === 'InvalidInput' && answer.field !== 'override.reason') {
      fieldErrors.value = { [FORM_FIELDS[answer.field] ?? answer.field]: answer.message };
    } else {
      refusal.value = {
        message: answer.message,
        unitId,
        taken: 'taken' in answer ? answer.taken : [],
        alternatives: 'alternatives' in answer ? answer.alternatives : undefined,
      };
    }
    return false;
  }

  return { form, busy, refusal, fieldErrors, start, take, submit };
}
