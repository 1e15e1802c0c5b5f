/** The workflow that looks after feeds and raises alerts; it lives when every sync-worker is dead. */
export const WATCHDOG = 'Watchdog';
export const WATCHDOG_WORKFLOW_ID = 'watchdog';

/** Minutes between two passes. With the bound of a feed's health: an alert at most half an hour after a poll was due. */
export const WATCHDOG_EVERY_MINUTES = 5;

export interface WatchdogActivities {
  /** One look at all organizations; ends only by the benign `NoChange`, to be called again. */
  watch(): Promise<void>;
}

/** The workflow that sends what is waiting to be sent. */
export const MAIL_ROUND = 'MailRound';
export const MAIL_ROUND_WORKFLOW_ID = 'mail-round';

export interface MailRoundActivities {
  /** Sends every e-mail that is due, of all organizations; ends only by the benign `NoChange`. */
  sendDueMail(): Promise<void>;
}
