import { judgeEach, type Dialect, type FeedEvent, type TakingVerdict } from '../feed.ts';

const stayWords = /^(?:reserved|reservation|booked|booking|réserv(?:ée?|ation))(?![\p{L}\p{N}])/iu;
const requestWords = /^(?:tentative|provisional|pending|provisoire)(?![\p{L}\p{N}])/iu;
const blockWords = /\b(?:blocked|not available|unavailable|closed|indisponible)\b/i;

/** For feeds that follow no known dialect: what does not call itself a stay only closes nights. */
export const plainDialect: Dialect = {
  name: 'plain',
  wrote: () => true,
  judge: ({ events }) => ({ events: judgeEach(events, plainVerdict) }),
};

export function plainVerdict({ summary, status }: FeedEvent): TakingVerdict {
  const text = summary.normalize('NFC').trim();
  const requested = requestWords.test(text);
  if (requested || stayWords.test(text)) {
    return requested || status === 'tentative'
      ? { as: 'tentative', reason: 'The feed holds these nights for a request that is not confirmed yet.' }
      : { as: 'stay', reason: 'The feed calls it a reservation.' };
  }
  return blockWords.test(text)
    ? { as: 'closed', reason: 'The feed calls these nights closed; it does not say whether for a guest.' }
    : { as: 'closed', reason: 'The feed does not say what this is, so its nights count as closed.' };
}
