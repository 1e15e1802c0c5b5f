import type { ListingMode } from '~/graphql/generated/graphql.ts';

const labels: Record<ListingMode, string> = {
  ICAL: 'By calendar feed',
  MANUAL: 'By hand, with checklists',
  MANUAL_VERIFIED: 'By hand, its feed verifies',
};

/** The ways a platform offers, as a choice. */
export function modeItems(modes: readonly ListingMode[]): { label: string; value: ListingMode }[] {
  return modes.map((mode) => ({ label: labels[mode], value: mode }));
}

/** Whether a feed of the platform is read in that mode. */
export function wantsFeed(mode: ListingMode): boolean {
  return mode !== 'MANUAL';
}

/** What to do once for a listing kept right that way. */
export function setUpNotes(
  platform: { readonly feedSetUp: readonly string[]; readonly manualSetUp: readonly string[] },
  mode: ListingMode,
): string[] {
  const notes = [
    ...(mode === 'MANUAL' ? [] : platform.feedSetUp),
    ...(mode === 'ICAL' ? [] : platform.manualSetUp),
  ];
  return [...new Set(notes)];
}
