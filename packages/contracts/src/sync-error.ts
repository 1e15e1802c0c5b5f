/**
 * Why a poll brought nothing that can be believed, as sync runs, feeds, alerts and screens group it. The run's message
 * says it more exactly. None of them ever frees a night.
 */
export const SYNC_ERRORS = {
  transport:
    'The address was not reached, or its answer did not arrive: name, connection, redirects, 20 seconds.',
  tls: 'The server’s certificate or encryption is at fault.',
  http_status: 'The server answered with a status other than 200 or 304.',
  blocked: 'Not asked: the address, or where it redirects to, is private or not encrypted any more.',
  too_large: 'More than can be read: 5 MB, 20,000 events, or too long to read.',
  not_a_calendar: 'Nothing, a web page, or something else that is no calendar.',
  truncated: 'A calendar whose end is missing.',
  suspect: 'A calendar that can be read and not believed: it would free too much at once.',
} as const;

export type SyncErrorClass = keyof typeof SYNC_ERRORS;

/** Whether a stored class is one of this release. */
export function isSyncErrorClass(text: string | null | undefined): text is SyncErrorClass {
  return typeof text === 'string' && Object.hasOwn(SYNC_ERRORS, text);
}
