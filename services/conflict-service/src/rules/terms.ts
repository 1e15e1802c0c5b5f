/** What a listing says that decides about conflicts. */
export interface ListingTerms {
  /** It is paused or deleted: nothing is to be sold on it. */
  readonly isClosed: boolean;
  /** Nights that its stays need free of others, before the first and after the last of their own. */
  readonly preparationNightsBefore: number;
  readonly preparationNightsAfter: number;
}

/** By listing; one that is not named is open and prepares nothing. */
export type Terms = ReadonlyMap<string, ListingTerms>;

/** How far, at most, the preparation of a stay reaches beyond it. */
export function longestPreparation(terms: Terms): number {
  return Math.max(
    0,
    ...[...terms.values()].flatMap(({ preparationNightsBefore, preparationNightsAfter }) => [
      preparationNightsBefore,
      preparationNightsAfter,
    ]),
  );
}
