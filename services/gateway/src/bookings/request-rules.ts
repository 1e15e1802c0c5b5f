import { addNights, istNight, nightsBetween } from '@roomnight/calendar/night';
import { LATEST_CHECK_OUT_DAYS } from '@roomnight/contracts/booking';
import { InvalidInput } from '../failures.ts';

export const LONGEST_STAY = 365;
const KEY = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * What can be asked for at all, before anybody looks who holds the nights.
 *
 * @throws {InvalidInput} naming the field
 */
export function checkNights({ checkIn, checkOut }: { checkIn: string; checkOut: string }, now: Date): void {
  const today = istNight(now);
  const nights = nightsBetween(checkIn, checkOut);
  if (nights < 1) throw new InvalidInput('checkOut', 'Check-out must be after check-in.');
  if (nights > LONGEST_STAY) throw new InvalidInput('checkOut', `At most ${LONGEST_STAY} nights.`);
  if (checkIn < addNights(today, -365)) {
    throw new InvalidInput('checkIn', 'Check-in is more than a year ago.');
  }
  if (checkOut > addNights(today, LATEST_CHECK_OUT_DAYS)) {
    throw new InvalidInput('checkOut', 'Check-out is more than three years ahead.');
  }
}

/** @throws {InvalidInput} */
export function checkHoldMinutes(minutes: number): void {
  if (minutes < 5 || minutes > 1440) throw new InvalidInput('minutes', '5 to 1440 minutes.');
}

/** @throws {InvalidInput} */
export function checkIdempotencyKey(key: string): void {
  if (!KEY.test(key)) {
    throw new InvalidInput('idempotencyKey', '8 to 64 characters of A–Z, a–z, 0–9, _ and -.');
  }
}
