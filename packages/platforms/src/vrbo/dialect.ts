import { judgeEach, type Dialect, type FeedEvent, type Verdict } from '../feed.ts';
import { guestyVerdict } from '../guesty/dialect.ts';

// The name ends at a space or at the end: each wording is tried once, however long a hostile text is.
const reserved = /^(?:reserved|réservée?)(?:\s*-\s*(\S+)(?:\s.*)?)?$/isu;
const provisional = /^(?:tentative|provisional|provisoire)(?:\s*-\s*(\S+)(?:\s.*)?)?$/isu;
const blocked = /^(?:blocked|indisponible|unavailable|not available)\b/iu;
const ownWords =
  /^(?:(?:reserved|réservée?|tentative|provisional|provisoire) - |réservée?$|provisoire$|indisponible$)/iu;

/** Also HomeAway and Abritel: English and French wording; a stay names the guest's first name after a dash. */
export const vrboDialect: Dialect = {
  name: 'vrbo',
  prodId: /homeaway|vrbo|abritel/i,
  wrote: ({ summary }) => ownWords.test(plain(summary)),
  judge: ({ events }) => ({ events: judgeEach(events, verdictOf) }),
};

function verdictOf(event: FeedEvent): Verdict {
  const text = plain(event.summary);
  const held = provisional.exec(text);
  const stay = held ?? reserved.exec(text);
  if (stay) {
    const name = stay[1];
    const guest = name ? { name } : {};
    return held || event.status === 'tentative'
      ? { as: 'tentative', guest, reason: 'VRBO holds these nights for a request that is not confirmed yet.' }
      : { as: 'stay', guest, reason: 'VRBO reports it as reserved.' };
  }
  return (
    guestyVerdict(event) ?? {
      as: 'block',
      reason: blocked.test(text)
        ? 'Closed on VRBO by the host, or imported there from another calendar.'
        : 'VRBO does not call it a reservation, so its nights count as closed.',
    }
  );
}

function plain(summary: string): string {
  return summary.normalize('NFC').trim();
}
