import { formatNightInFull, formatStay } from '@roomnight/calendar/format';
import type { Stay } from '@roomnight/calendar/stay';
import type { Resolution } from '@roomnight/contracts/resolution';

/** Whom a message is for, and the words for places. */
export interface MessageFacts {
  readonly bookingId: string;
  readonly guestName: string | null;
  readonly property: string;
  /** The stay as it was booked. */
  readonly stay: Stay;
  /** Whoever signs. */
  readonly from: string;
  /** A unit by name, with its property where that is another one. */
  readonly placeOf: (unitId: string) => string;
}

/**
 * What to write to the guest for a chosen way out, to be read, changed and sent by a person; null where no guest is concerned.
 * It holds the guest's name: it is made when somebody looks, and kept nowhere.
 */
export function guestMessage(resolution: Resolution, facts: MessageFacts): string | null {
  const body = bodyOf(resolution, facts);
  if (body === null) return null;
  const { guestName, property, stay, from } = facts;
  const opening = `your stay at ${property} from ${formatNightInFull(stay.checkIn)} to ${formatNightInFull(stay.checkOut)}`;
  return [
    `Dear ${guestName ?? 'guest'},`,
    `this is about ${opening}. We are sorry to tell you that the same nights were sold twice, on two platforms that had not heard of each other yet.`,
    ...body,
    `Kind regards\n${from}`,
  ].join('\n\n');
}

function bodyOf(resolution: Resolution, { bookingId, placeOf }: MessageFacts): string[] | null {
  switch (resolution.kind) {
    case 'cancel':
      return [
        'We have to cancel your booking. You pay nothing for it, and what you have paid comes back to you.',
        'We will gladly help you find another place for these dates: please tell us how we can reach you.',
      ];
    case 'move': {
      const move = resolution.moves.find((each) => each.bookingId === bookingId);
      if (move === undefined) return null;
      return [
        `We have kept ${placeOf(move.unitId)} for you instead, for the same dates and at no further cost.`,
        'Please tell us if that does not suit you, or if there is anything you would like to know about it.',
      ];
    }
    case 'changeDates':
      return [
        `Would it suit you to stay from ${formatStay(resolution)} instead? Nothing else would change.`,
        'Please answer soon, so that we can keep these nights for you; if they do not suit you, tell us which would.',
      ];
    case 'split':
      return [
        `Would it suit you to change rooms once you are here: ${resolution.parts
          .map((part) => `${placeOf(part.unitId)} for ${formatStay(part)}`)
          .join(', then ')}? We would help you with the move.`,
        'Please tell us if that does not suit you.',
      ];
    case 'releaseBlock':
    case 'sameBooking':
      return null;
  }
}
