import type { Feed, FeedEvent, Verdict } from './feed.ts';

const stayWords = /^(reserved|reservation|booked|booking)\b/i;
const blockWords = /\b(blocked|not available|unavailable|closed)\b/i;

/** For feeds that follow no known dialect: what does not call itself a stay only closes nights. */
export function plainDialect(_feed: Feed): (event: FeedEvent) => Verdict {
  return ({ summary, status }) => {
    const text = summary.trim();
    if (stayWords.test(text)) {
      return {
        as: 'stay',
        tentative: status === 'tentative',
        guest: {},
        reason: 'The feed calls it a reservation.',
      };
    }
    return {
      as: 'block',
      reason: blockWords.test(text)
        ? 'The feed calls these nights closed; it does not say whether for a guest.'
        : 'The feed does not say what this is, so its nights count as closed.',
    };
  };
}
