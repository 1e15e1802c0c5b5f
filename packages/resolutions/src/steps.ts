import { formatNights, formatStay } from '@roomnight/calendar/format';
import type { Stay } from '@roomnight/calendar/stay';
import type { Resolution, ResolutionStep, StepKind } from '@roomnight/contracts/resolution';
import type { Booking, Place } from './question.ts';
import { nameOf, placeOf } from './words.ts';

/** The bookings and units that a resolution names; a question has all of them. */
export interface StepContext {
  readonly bookings: readonly Booking[];
  readonly others: readonly Booking[];
  readonly places: readonly Place[];
  readonly elsewhere: readonly Place[];
}

/** A resolution names what is not there (any more). */
export class UnknownInResolution extends Error {
  override readonly name = 'UnknownInResolution';
}

/**
 * What is to be done for a resolution, in the order in which to do it: first what needs somebody's consent, then what is done
 * on platforms, then what is done here. What a feed will bring is not done here a second time.
 *
 * @throws {UnknownInResolution}
 */
export function stepsOf(resolution: Resolution, context: StepContext): ResolutionStep[] {
  const bookingOf = (id: string) => known([...context.bookings, ...context.others], id);
  const unitOf = (id: string) => known([...context.places, ...context.elsewhere], id);

  switch (resolution.kind) {
    case 'cancel': {
      const booking = bookingOf(resolution.bookingId);
      return [
        ...onPlatform(
          booking,
          'cancel_on_platform',
          (platform) => `Cancel the ${nameOf(booking)} on ${platform}.`,
        ),
        ...(booking.byFeed ? [] : [step(booking, 'cancel_here', `Cancel the ${nameOf(booking)}.`)]),
        tellGuest(booking, 'that the booking is cancelled, and offer help with another place'),
      ];
    }
    case 'move':
      return resolution.moves.flatMap(({ bookingId, unitId }) => {
        const booking = bookingOf(bookingId);
        const from = unitOf(booking.unitId);
        const to = placeOf(unitOf(unitId), from);
        return [
          step(booking, 'move_here', `Move the ${nameOf(booking)} from ${from.name} to ${to}.`),
          ...closeElsewhere(booking, unitOf(unitId), booking),
          tellGuest(booking, `that they will stay in ${to}`),
        ];
      });
    case 'changeDates': {
      const booking = bookingOf(resolution.bookingId);
      const dates = formatStay(resolution);
      return [
        tellGuest(booking, `whether ${dates} would do`, 'Ask'),
        ...onPlatform(
          booking,
          'change_on_platform',
          (platform) => `Change the ${nameOf(booking)} to ${dates} on ${platform}.`,
        ),
        ...(booking.byFeed
          ? []
          : [step(booking, 'change_here', `Change the ${nameOf(booking)} to ${dates}.`)]),
        ...closeElsewhere(booking, unitOf(booking.unitId), resolution),
      ];
    }
    case 'releaseBlock': {
      const booking = bookingOf(resolution.bookingId);
      return [
        ...onPlatform(booking, 'open_on_platform', (platform) =>
          booking.cannotTell
            ? `See on ${platform} that no guest has the ${nameOf(booking)}, and open its nights there.`
            : `Open the nights of the ${nameOf(booking)} on ${platform}.`,
        ),
        ...(booking.byFeed ? [] : [step(booking, 'release_here', `Release the ${nameOf(booking)}.`)]),
      ];
    }
    case 'split': {
      const booking = bookingOf(resolution.bookingId);
      const from = unitOf(booking.unitId);
      const parts = resolution.parts
        .map((part) => `${placeOf(unitOf(part.unitId), from)} for ${formatStay(part)}`)
        .join(', then ');
      return [
        tellGuest(booking, `whether this would do: ${parts}`, 'Ask'),
        step(booking, 'split_here', `Put the ${nameOf(booking)} in ${parts}.`),
        ...resolution.parts
          .filter(({ unitId }) => unitId !== booking.unitId)
          .flatMap((part) => closeElsewhere(booking, unitOf(part.unitId), part)),
      ];
    }
    case 'sameBooking': {
      const [booking, other] = [bookingOf(resolution.bookingId), bookingOf(resolution.otherBookingId)];
      return [
        step(
          booking,
          'say_same_here',
          `Say that the ${nameOf(booking)} and the ${nameOf(other)} are one booking.`,
        ),
      ];
    }
  }
}

function known<T extends { readonly id: string }>(things: readonly T[], id: string): T {
  const found = things.find((thing) => thing.id === id);
  if (found === undefined) throw new UnknownInResolution(`The resolution names ${id}, which is not there.`);
  return found;
}

function step({ id }: Booking, kind: StepKind, sentence: string): ResolutionStep {
  return { kind, bookingId: id, platform: null, sentence };
}

function onPlatform(
  { id, platform }: Booking,
  kind: StepKind,
  sentence: (platform: string) => string,
): ResolutionStep[] {
  return platform
    ? [{ kind, bookingId: id, platform: platform.name, sentence: sentence(platform.name) }]
    : [];
}

/** What no feed carries to a platform; the nights are in the unit's checklists as well. */
function closeElsewhere(booking: Booking, unit: Place, stay: Stay): ResolutionStep[] {
  return unit.byHand
    .filter((platform) => platform !== booking.platform?.name)
    .map((platform) => ({
      kind: 'close_on_platform',
      bookingId: booking.id,
      platform,
      sentence: `Close ${formatNights(stay)} of ${unit.name} on ${platform}: its checklist has them too.`,
    }));
}

function tellGuest(booking: Booking, what: string, verb = 'Tell'): ResolutionStep {
  const platform = booking.platform?.name ?? null;
  const where = platform === null ? '' : ` on ${platform}`;
  return {
    kind: 'tell_guest',
    bookingId: booking.id,
    platform,
    sentence: `${verb} the guest of the ${nameOf(booking)}${where} ${what}.`,
  };
}
