export type AgentKind = 'airbnb' | 'vrbo' | 'booking' | 'google' | 'browser' | 'other';

/** First match wins: crawlers of platforms call themselves Mozilla too. */
const KINDS: [AgentKind, RegExp][] = [
  ['airbnb', /airbnb/i],
  ['vrbo', /vrbo|homeaway|expedia/i],
  ['booking', /booking\.com/i],
  ['google', /google/i],
  ['browser', /mozilla/i],
];

/** Who fetches an export, as far as it says so itself. */
export function agentKind(userAgent: string | undefined): AgentKind {
  if (userAgent === undefined) return 'other';
  return KINDS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other';
}
