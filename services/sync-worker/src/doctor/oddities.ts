import { formatNight } from '@roomnight/calendar/format';
import { addNights, type Night } from '@roomnight/calendar/night';
import type { Platform } from '@roomnight/platforms/platform';
import type { Recognition } from '@roomnight/platforms/recognise';
import type { Reading } from '../reading/reading.ts';

export interface OdditiesInput {
  readonly reading: Reading;
  readonly recognition: Recognition;
  /** Whose feed it is meant to be. */
  readonly platform: Platform | undefined;
  readonly prodId: string;
  readonly today: Night;
}

const soonDays = 30;
const refreshedLate = /google (?:inc|calendar|llc)/i;

/** What a manager should know before trusting this feed, as sentences, the gravest first. */
export function odditiesOf({ reading, recognition, platform, prodId, today }: OdditiesInput): string[] {
  const odd: string[] = [];
  const { events, horizon } = reading;
  const surely = recognition.confidence === 'certain' || recognition.confidence === 'likely';
  if (platform && surely && recognition.platformKey !== platform.key) {
    odd.push(`This looks like a feed of ${recognition.name}, not of ${platform.name}.`);
  }
  if (events.length === 0) {
    odd.push(
      'The calendar is empty. That may be so, but some platforms send it by mistake while guests are in the house.',
    );
  } else if (horizon !== null && horizon <= today) {
    odd.push('Everything in it is over: it may be an old copy, or the feed of a closed listing.');
  } else if (horizon !== null && horizon < addNights(today, soonDays) && events.length > 2) {
    odd.push(`It ends on ${formatNight(horizon)}: bookings after that day may be missing from it.`);
  }
  if (refreshedLate.test(prodId)) {
    odd.push(
      'Google Calendar passes this feed on, which it refreshes every 8 to 24 hours: use the platform’s own address.',
    );
  }
  const taking = events.filter(({ as }) => as === 'stay' || as === 'tentative' || as === 'block');
  const closed = events.filter(({ as }) => as === 'closed').length;
  if (closed > 0 && taking.length === 0) {
    odd.push(
      'It does not tell stays from closures: whatever it closes counts as closed here, perhaps for a guest.',
    );
  }
  const echoes = events.filter(({ as }) => as === 'own_echo').length;
  if (echoes > 0) {
    odd.push(`${echoes} of its events are Roomnight’s own, imported there from here: they take no night.`);
  }
  if (taking.length >= 5 && taking.every(({ checkOut }) => checkOut <= today)) {
    odd.push('No stay in it is ahead.');
  }
  return odd;
}
