import type { AcknowledgeItemInput } from '@roomnight/contracts/checklist';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is wrong with the request, in words; undefined when it can be answered. */
export function faultOfAcknowledgement({ itemId, userId }: AcknowledgeItemInput): string | undefined {
  if (!UUID.test(itemId)) return 'itemId must be the id of a checklist item';
  if (!UUID.test(userId)) return 'userId must be the id of the person who did it';
  return undefined;
}
