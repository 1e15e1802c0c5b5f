import type { ClientBase } from 'pg';

/** What was asked for, and the answer. */
export interface Answered {
  readonly request: { readonly idempotencyKey: string; readonly bodyHash: string };
  readonly answer: object;
}

/** Keeps answers with the changes they belong to: the same request gets the same one for ever. */
export async function rememberAnswers(
  tx: ClientBase,
  organizationId: string,
  answered: readonly Answered[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'remember-answers',
    text: `INSERT INTO availability.idempotency_keys (organization_id, answered_at, key, body_hash, answer)
           SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::text[], $4::text[], $5::jsonb[])`,
    values: [
      organizationId,
      now,
      answered.map(({ request }) => request.idempotencyKey),
      answered.map(({ request }) => request.bodyHash),
      answered.map(({ answer }) => JSON.stringify(answer)),
    ],
  });
}
