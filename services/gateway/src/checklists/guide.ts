import { formatNights } from '@roomnight/calendar/format';
import type { ChecklistItem } from '@roomnight/database/entities/checklist-item';
import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import type { Unit } from '@roomnight/database/entities/unit';
import { roomOf } from '@roomnight/platforms/room';
import { pluginOf } from '@roomnight/platforms/plugin-of';

/** One item in the words of its platform's own pages. */
export interface Guide {
  title: string;
  steps: string[];
  link: string | null;
  proof: string | null;
}

/** What a person has to do for one item; without a plugin for the platform, only the title. */
export function guideOf(
  { action, checkIn, checkOut }: Pick<ChecklistItem, 'action' | 'checkIn' | 'checkOut'>,
  { listing, platform, unit }: { listing: Listing; platform: OtaPlatform; unit: Unit },
): Guide {
  const stay = { checkIn, checkOut };
  const title = `${action === 'close' ? 'Close' : 'Open'} ${formatNights(stay)} for ${unit.name} on ${platform.name}`;
  const manual = pluginOf(platform)?.manual;
  if (!manual) return { title, steps: [], link: null, proof: null };
  const change = { action, stay, room: roomOf(listing.settings, unit.name) };
  return {
    title,
    steps: manual.steps(change),
    link: manual.deepLink(change) ?? null,
    proof: manual.proof,
  };
}

/** What to know about a platform before working on it by hand. */
export function instructionsOf(platform: OtaPlatform): {
  setUp: readonly string[];
  signInUrl: string | null;
} {
  const plugin = pluginOf(platform);
  return { setUp: plugin?.manual?.setUp ?? [], signInUrl: plugin?.links.signIn ?? null };
}
