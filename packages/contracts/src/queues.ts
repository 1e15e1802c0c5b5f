/** Temporal task queues: services call each other through these and in no other way. */
export const QUEUES = {
  sync: 'sync',
  availability: 'availability',
  checklists: 'checklists',
} as const;

/** Polls of one platform share a queue, so that Temporal can hold the whole fleet to that platform's rate. */
export function fetchQueue(platform: string): string {
  return `fetch-${platform}`;
}
