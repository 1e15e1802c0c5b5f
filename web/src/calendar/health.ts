import type { FeedHealth } from '~/graphql/generated/graphql.ts';

/** A feed's health as icon, word and colour: never by colour alone. */
export const healthLooks = {
  NEW: { word: 'First poll due', icon: 'i-lucide-hourglass', color: 'text-info' },
  HEALTHY: { word: 'Healthy', icon: 'i-lucide-circle-check', color: 'text-success' },
  LATE: { word: 'Late', icon: 'i-lucide-clock-alert', color: 'text-warning' },
  FAILING: { word: 'Failing', icon: 'i-lucide-circle-x', color: 'text-error' },
  SUSPECT: { word: 'Suspect', icon: 'i-lucide-shield-question-mark', color: 'text-warning' },
  PAUSED: { word: 'Paused', icon: 'i-lucide-circle-pause', color: 'text-muted' },
} as const satisfies Record<FeedHealth, { word: string; icon: string; color: string }>;

/** What needs a person first. */
export const healthOrder: readonly FeedHealth[] = ['FAILING', 'SUSPECT', 'LATE', 'NEW', 'PAUSED', 'HEALTHY'];
