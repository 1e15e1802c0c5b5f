import type { ConflictKind } from '~/graphql/generated/graphql.ts';

export interface ConflictWords {
  /** What is wrong, before the nights. */
  readonly title: string;
  /** Two bookings want the same nights, so that they may be one. */
  readonly isWantedTwice: boolean;
}

/** @param platform of the listing it is about, by name */
export function conflictWords(kind: ConflictKind, platform = 'a platform'): ConflictWords {
  switch (kind) {
    case 'OVERLAP':
      return { title: 'Wanted twice', isWantedTwice: true };
    case 'BLOCK':
      return { title: 'Booked although closed', isWantedTwice: true };
    case 'POOL':
      return { title: 'More guests than rooms', isWantedTwice: true };
    case 'PREPARATION':
      return { title: 'No time to prepare', isWantedTwice: false };
    case 'CLOSED_LISTING':
      return { title: `Sold on ${platform}, which is closed`, isWantedTwice: false };
    case 'POTENTIAL':
      return { title: `Still for sale on ${platform}`, isWantedTwice: false };
  }
}
