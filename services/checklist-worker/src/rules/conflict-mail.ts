import { formatInstantWithDayIst, formatNights, formatStay } from '@roomnight/calendar/format';
import type { Stay } from '@roomnight/calendar/stay';
import type { ConflictMessage } from '@roomnight/contracts/conflict';
import { conflictTitle, type ConflictKind } from '@roomnight/contracts/conflict-title';
import { composeMail, type Mail } from './mail.ts';

/** What a message about a conflict is made of; no guest's name. */
export interface ConflictFacts extends Stay {
  kind: ConflictKind;
  /** Of the listing it is about, by name. */
  platform: string | null;
  /** The property and the unit. */
  place: string;
  status: 'detected' | 'resolving' | 'resolved';
  severity: 'low' | 'medium' | 'high';
  severityReason: string;
  /** How it ended, in words. */
  outcome: string | null;
  detectedAt: Date;
  bookings: readonly (Stay & { kind: 'stay' | 'block'; platform: string | null })[];
  /** What is left to be done for the way out that was chosen. */
  openSteps: readonly string[];
}

export interface ConflictWords {
  title: string;
  body: string;
  mail: Mail;
}

/** @param follows key of the first message, so that a mail program shows them together */
export function conflictWords(
  facts: ConflictFacts,
  { moment }: Pick<ConflictMessage, 'moment'>,
  { link, follows }: { link: string; follows: string | undefined },
): ConflictWords {
  const { place, severityReason, outcome } = facts;
  const nights = formatNights(facts);
  const what = conflictTitle(facts.kind, facts.platform ?? undefined);
  const found = `${facts.severity === 'high' ? 'Urgent. ' : ''}${what}: ${place}, ${nights}`;
  const title = moment === 'resolved' ? `Over: ${place}, ${nights}` : `${PREFIX[moment]}${found}`;
  const follow = follows === undefined ? {} : { follows };
  if (moment === 'resolved') {
    const body = `${outcome ?? 'It is over.'} It was found ${formatInstantWithDayIst(facts.detectedAt)}.`;
    const { openSteps } = facts;
    const rest = openSteps.length === 0 ? 'There is nothing to do.' : 'Still to do:';
    const paragraphs = [
      `This conflict is over: ${place}, ${nights}.`,
      `${body} ${rest}`,
      ...(openSteps.length > 0 ? [openSteps] : []),
    ];
    return {
      title,
      body,
      mail: composeMail({
        subject: title,
        paragraphs,
        link: { words: 'What happened:', url: link },
        ...follow,
      }),
    };
  }
  const next = nextOf(facts);
  const paragraphs = [
    `${what}: ${place}, ${nights}. ${severityReason}`,
    facts.bookings.map(describe),
    MEANWHILE[facts.kind],
    next,
    ...(facts.openSteps.length > 0 ? [facts.openSteps] : []),
  ];
  return {
    title,
    body: `${severityReason} ${next}`,
    mail: composeMail({ subject: title, paragraphs, link: { words: 'Ways out:', url: link }, ...follow }),
  };
}

const CLOSED_MEANWHILE =
  'Neither booking is dropped, and the nights are closed on every platform: nobody else can book them meanwhile.';

/** What holds until somebody does something. */
const MEANWHILE: Record<ConflictKind, string> = {
  overlap: CLOSED_MEANWHILE,
  block: CLOSED_MEANWHILE,
  pool: CLOSED_MEANWHILE,
  preparation: 'Both stays keep their nights: see whether the place can be prepared in time.',
  closed_listing: 'The stay keeps its nights: see on the platform whether it is to be.',
  potential:
    'Until the platform fetches our calendar it can sell these nights again: close them there by hand if you can.',
};

const PREFIX: Record<Exclude<ConflictMessage['moment'], 'resolved'>, string> = {
  detected: '',
  reminder: 'Still open. ',
  escalated: 'Needs somebody now. ',
};

function nextOf({ status, openSteps }: ConflictFacts): string {
  if (status === 'detected') return 'Nobody has chosen a way out yet.';
  if (openSteps.length > 0) return 'A way out is chosen. Left to do:';
  return 'Everything chosen is done: it is over once the platforms’ feeds show it.';
}

function describe({ kind, platform, ...stay }: ConflictFacts['bookings'][number]): string {
  const source = platform ?? (kind === 'block' ? 'closed by hand' : 'booked directly');
  return `${kind === 'block' ? 'Closed nights' : 'Stay'} ${formatStay(stay)} (${source})`;
}
