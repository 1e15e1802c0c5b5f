/** What a person can be told of, and how it is called. Alerts are told as they open and as they close. */
export interface NotificationKind {
  readonly kind: string;
  readonly label: string;
  readonly about: string;
  /** Told to owners and managers unless they say otherwise; to staff only if they ask for it. */
  readonly usually: Channels;
}

/** The ways to a person. */
export interface Channels {
  readonly inApp: boolean;
  readonly byEmail: boolean;
}

const both: Channels = { inApp: true, byEmail: true };
const none: Channels = { inApp: false, byEmail: false };

/** Every kind with a line of its own in a person's preferences, in the order they are shown. */
export const notificationKinds: readonly NotificationKind[] = [
  {
    kind: 'conflict',
    label: 'Two bookings want the same nights',
    about: 'When it is found, as it gets worse or nobody takes care of it, and when it is over.',
    usually: both,
  },
  {
    kind: 'feed_suspect',
    label: 'A feed asks for a decision',
    about:
      'It is empty or much shorter than before. No night is freed until it recovers or a person decides.',
    usually: both,
  },
  {
    kind: 'feed_failing',
    label: 'A feed cannot be read',
    about: 'For longer than its interval allows.',
    usually: both,
  },
  {
    kind: 'feed_late',
    label: 'A feed is late',
    about: 'Nobody asked for it although it was due.',
    usually: both,
  },
  {
    kind: 'not_polling',
    label: 'Roomnight itself does not poll',
    about: 'No feed at all is read.',
    usually: both,
  },
  {
    kind: 'export_not_fetched',
    label: 'A platform stopped fetching our calendar',
    about: 'What is taken here may still be sold there.',
    usually: both,
  },
  {
    kind: 'checklist_reminder',
    label: 'Changes to make by hand',
    about: 'Reminders of open checklists.',
    usually: { inApp: false, byEmail: true },
  },
];

/** How a person of that role is told of a kind who never said how. A kind without a line is told as alerts are. */
export function usualChannels(kind: string, role: string): Channels {
  if (role === 'staff') return none;
  return notificationKinds.find((known) => known.kind === kind)?.usually ?? both;
}
