import type { FeedEventClass } from '~/graphql/generated/graphql.ts';

/** What an event of a feed was taken for, as icon and word. */
export const eventClassLooks = {
  STAY: { word: 'Stay', icon: 'i-lucide-bed-double' },
  TENTATIVE: { word: 'Request', icon: 'i-lucide-circle-dashed' },
  BLOCK: { word: 'Block', icon: 'i-lucide-ban' },
  CLOSED: { word: 'Closed', icon: 'i-lucide-circle-help' },
  SETTINGS: { word: 'Setting', icon: 'i-lucide-settings-2' },
  OWN_ECHO: { word: 'Ours', icon: 'i-lucide-undo-2' },
  MIRROR: { word: 'Mirror', icon: 'i-lucide-copy' },
  CANCELLED: { word: 'Cancelled', icon: 'i-lucide-x' },
  TRANSPARENT: { word: 'No time', icon: 'i-lucide-circle-slash' },
} as const satisfies Record<FeedEventClass, { word: string; icon: string }>;
