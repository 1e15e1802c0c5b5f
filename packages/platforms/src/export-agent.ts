import { platforms } from './registry.ts';

/** Who fetched an export: a platform by its key, a person's browser, or something that tells neither. */
export type AgentKind = string;

export const BROWSER: AgentKind = 'browser';
export const OTHER: AgentKind = 'other';

/** Crawlers call themselves Mozilla too, but `compatible` to it, and leave an address. */
const browser = /^mozilla\/(?!.*(compatible;|bot|https?:))/i;

/** Who fetches an export, as far as it says so itself. Platforms come first: their crawlers may look like browsers. */
export function agentKind(userAgent: string | undefined): AgentKind {
  if (userAgent === undefined) return OTHER;
  const platform = platforms.find(({ ical }) => ical?.exportAgent?.test(userAgent));
  return platform?.key ?? (browser.test(userAgent) ? BROWSER : OTHER);
}
