import type { ClientBase } from 'pg';
import { together } from '@roomnight/database/together';
import type { MirrorChanges } from '../rules/recognise-mirrors.ts';

/** Writes which bookings show which others again: first what ended goes, then what was recognised comes. */
export async function writeMirrors(
  tx: ClientBase,
  organizationId: string,
  { dropped, added }: Pick<MirrorChanges, 'dropped' | 'added'>,
  now: Date,
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  if (dropped.length > 0) {
    const dropping = tx.query({
      name: 'drop-mirrors',
      text: `DELETE FROM availability.mirrors m USING unnest($1::uuid[], $2::uuid[]) AS gone (mirror_id, original_id)
             WHERE m.mirror_id = gone.mirror_id AND m.original_id = gone.original_id`,
      values: [dropped.map(({ mirrorId }) => mirrorId), dropped.map(({ originalId }) => originalId)],
    });
    sent.push(dropping);
  }
  if (added.length > 0) {
    const adding = tx.query({
      name: 'add-mirrors',
      text: `INSERT INTO availability.mirrors (organization_id, recognised_at, mirror_id, original_id, sign)
             SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::uuid[], $4::uuid[], $5::text[])`,
      values: [
        organizationId,
        now,
        added.map(({ mirrorId }) => mirrorId),
        added.map(({ originalId }) => originalId),
        added.map(({ sign }) => sign),
      ],
    });
    sent.push(adding);
  }
  await together(sent);
}
