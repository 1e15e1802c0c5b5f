import type { Feed, FeedEvent, Verdict } from '../feed.ts';

// The name ends at a space or at the end: each wording is tried once, however long a hostile text is.
const reserved = /^(?:reserved|réservée?)(?:\s*-\s*(\S+)(?:\s.*)?)?$/isu;
const provisional = /^(?:tentative|provisional|provisoire)(?:\s*-\s*(\S+)(?:\s.*)?)?$/isu;
const blocked = /^(?:blocked|indisponible|unavailable|not available)\b/iu;

/** English and French wording; a stay names the guest's first name after a dash. */
export function vrboDialect(_feed: Feed): (event: FeedEvent) => Verdict {
  return ({ summary, status }) => {
    const text = summary.normalize('NFC').trim();
    const held = provisional.exec(text);
    const stay = reserved.exec(text) ?? held;
    if (stay) {
      const name = stay[1];
      const tentative = held !== null || status === 'tentative';
      return {
        as: 'stay',
        tentative,
        guest: name ? { name } : {},
        reason: tentative
          ? 'VRBO holds these nights for a request that is not confirmed yet.'
          : 'VRBO reports it as reserved.',
      };
    }
    return {
      as: 'block',
      reason: blocked.test(text)
        ? 'Closed on VRBO by the host, or imported there from another calendar.'
        : 'VRBO does not call it a reservation, so its nights count as closed.',
    };
  };
}
