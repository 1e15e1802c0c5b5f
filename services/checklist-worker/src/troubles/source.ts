import type { ClientBase } from 'pg';
import type { WordsOf } from '../rules/alert-words.ts';
import type { Look } from '../rules/incidents.ts';

/** When is looked, and what is known of Roomnight itself. */
export interface Moment {
  now: Date;
  /** Nothing polls any feed of anybody: the feeds are not to blame for being late. */
  silent: boolean;
}

/**
 * One way to find troubles. To have the watchdog raise another kind of alert, write one beside this file and name it in
 * `sources.ts`; a kind that people may have preferences for has a line in `notificationKinds`.
 *
 * Its troubles open alerts, are grouped, told to people, and closed once they are found no more: there is nothing
 * else to do for it.
 */
export interface TroubleSource {
  /** Of its troubles. No other source has them. */
  readonly concerns: readonly string[];
  /**
   * What is wrong now, by organization; an organization without trouble may be missing. The same statement is run as
   * the role `watchdog`, which sees all organizations and a few columns, and behind the wall of one.
   */
  find(tx: ClientBase, moment: Moment): Promise<Map<string, Look>>;
  /** How each of its kinds is told. */
  readonly words: Readonly<Record<string, WordsOf>>;
  /** What to say when a trouble is over by itself, by concern, such as `the feed can be read again`. */
  readonly recoveries: Readonly<Record<string, string>>;
}
