/** What is wrong about some nights. */
export type ConflictKind = 'overlap' | 'block' | 'pool' | 'preparation' | 'closed_listing' | 'potential';

/**
 * What is wrong, before the nights, as people read it in mails and in Temporal UI. The dashboard says the same.
 *
 * @param platform of the listing it is about, by name
 */
export function conflictTitle(kind: ConflictKind, platform = 'a platform'): string {
  switch (kind) {
    case 'overlap':
      return 'Wanted twice';
    case 'block':
      return 'Booked although closed';
    case 'pool':
      return 'More guests than rooms';
    case 'preparation':
      return 'No time to prepare';
    case 'closed_listing':
      return `Sold on ${platform}, which is closed`;
    case 'potential':
      return `Still for sale on ${platform}`;
  }
}
