import type { ClientBase } from 'pg';

/** Keeps an answer with the change it belongs to: the same request gets the same one for ever. */
export async function rememberAnswer(
  tx: ClientBase,
  organizationId: string,
  request: { readonly idempotencyKey: string; readonly bodyHash: string },
  answer: object,
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'remember-answer',
    text: `INSERT INTO availability.idempotency_keys (organization_id, key, body_hash, answer, answered_at)
           VALUES ($1, $2, $3, $4, $5)`,
    values: [organizationId, request.idempotencyKey, request.bodyHash, answer, now],
  });
}
