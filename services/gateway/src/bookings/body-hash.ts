import { createHash } from 'node:crypto';

/** What tells two requests under one idempotency key apart: all they say but the key itself. */
export function bodyHash({ idempotencyKey: _key, ...body }: { readonly idempotencyKey: string }): string {
  const sorted = Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
