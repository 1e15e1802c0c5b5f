import { formatStay } from '@roomnight/calendar/format';
import type { MirrorSideFragment, MirrorSign } from '~/graphql/generated/graphql.ts';

/** As much of a mirror as its sentence needs; platforms by the names shown elsewhere. */
export interface MirrorInWords {
  readonly sign: MirrorSign;
  readonly mirrorOn: string;
  readonly originalOn: string;
  readonly original: Pick<MirrorSideFragment, 'status' | 'checkIn' | 'checkOut' | 'source'>;
}

/** `Also shown on VRBO, which imported it from Airbnb.` As the panel of the original says it. */
export function alsoShown({ sign, mirrorOn, originalOn, original }: MirrorInWords): string {
  const from = original.source === 'DIRECT' ? 'another calendar' : originalOn;
  if (sign === 'UID') return `Also shown on ${mirrorOn}, which republishes the calendar of ${from}.`;
  if (sign === 'NIGHTS') return `Also shown on ${mirrorOn}, which imported it from ${from}.`;
  return `Also shown on ${mirrorOn}: your team said that it is the same booking.`;
}

/** The same pair as the panel of the mirror says it, with what it means for its nights. */
export function showsAgain({ sign, mirrorOn, originalOn, original }: MirrorInWords): string {
  const what = `${originalOn} booking of ${formatStay(original)}`;
  if (original.status === 'ACTIVE')
    return `This is the ${what} once more: it takes no night of its own there.`;
  const gone = `This was the ${what}, which is cancelled: its nights stay closed until ${mirrorOn} opens them.`;
  if (sign === 'PERSON' || original.source === 'DIRECT') return gone;
  return `${gone} If that takes more than a day, remove the import of the ${originalOn} calendar on ${mirrorOn}: our export tells it of those bookings anyway.`;
}
