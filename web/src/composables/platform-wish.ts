import { computed, reactive } from 'vue';
import type { ClosingKind, IcalDefinitionInput, ManualDefinitionInput } from '~/graphql/generated/graphql.ts';
import type { PlatformCard } from './platforms.ts';

/** A platform of one's own as its form holds it: an empty text is as usual. */
export interface PlatformWish {
  name: string;
  kind: 'ical' | 'manual';
  signIn: string;
  /** A note a line. */
  setUp: string;
  calendarHelp: string;
  whereToFindUrl: string;
  pollsFrom: number;
  pollsTo: number;
  link: string;
  untilInclusive: boolean;
  closing: ClosingKind;
  stepsToClose: string;
  stepsToOpen: string;
  proof: string;
}

/** What the form holds, and the same as the API takes it. */
export function usePlatformWish(platform?: PlatformCard) {
  const said = platform?.definition;
  const wish = reactive<PlatformWish>({
    name: platform?.name ?? '',
    kind: platform?.type === 'MANUAL' ? 'manual' : 'ical',
    signIn: said?.signIn ?? '',
    setUp: said?.setUp?.join('\n') ?? '',
    calendarHelp: said?.calendarHelp ?? '',
    whereToFindUrl: said?.whereToFindUrl ?? '',
    pollsFrom: said?.exportPolling?.min ?? 60,
    pollsTo: said?.exportPolling?.max ?? 720,
    link: said?.link ?? '',
    untilInclusive: said?.untilInclusive ?? true,
    closing: said?.closing ?? 'STATUS',
    stepsToClose: said?.stepsToClose ?? '',
    stepsToOpen: said?.stepsToOpen ?? '',
    proof: said?.proof ?? '',
  });
  const common = computed(() => ({ signIn: orNull(wish.signIn), setUp: linesOf(wish.setUp) }));
  const ical = computed<IcalDefinitionInput>(() => ({
    ...common.value,
    calendarHelp: orNull(wish.calendarHelp),
    whereToFindUrl: orNull(wish.whereToFindUrl),
    exportPolling: { min: wish.pollsFrom, max: wish.pollsTo },
  }));
  const manual = computed<ManualDefinitionInput>(() => ({
    ...common.value,
    link: orNull(wish.link),
    untilInclusive: wish.untilInclusive,
    closing: wish.closing,
    stepsToClose: orNull(wish.stepsToClose),
    stepsToOpen: orNull(wish.stepsToOpen),
    proof: orNull(wish.proof),
  }));
  return { wish, ical, manual };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function linesOf(text: string): string[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? null : lines;
}
