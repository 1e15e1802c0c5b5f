/** How an outcome of a poll appears: never by colour alone. */
export const outcomeLooks = {
  CHANGED: { icon: 'i-lucide-circle-check', color: 'text-success', word: 'Changed' },
  UNCHANGED: { icon: 'i-lucide-circle-check', color: 'text-muted', word: 'Unchanged' },
  FAILED: { icon: 'i-lucide-circle-x', color: 'text-error', word: 'Failed' },
  SUSPECT: { icon: 'i-lucide-shield-question-mark', color: 'text-warning', word: 'Suspect' },
} as const;

/** In the words of people who run houses. */
export const errorWords = {
  TRANSPORT: 'Could not be reached',
  TLS: 'Certificate at fault',
  HTTP_STATUS: 'Refused by the server',
  BLOCKED: 'Address not allowed',
  TOO_LARGE: 'Too large',
  NOT_A_CALENDAR: 'Not a calendar',
  TRUNCATED: 'Cut off',
  SUSPECT: 'Not believed',
} as const;
