import type { ClientBase } from 'pg';
import type { AlertWords } from '../rules/alert-words.ts';
import type { Incident, Member, Trouble } from '../rules/incidents.ts';

/** An open alert: an incident, with its row. */
export interface OpenAlert extends Incident {
  id: string;
  title: string;
  openedAt: Date;
  members: readonly (Member & { detail: string | null })[];
}

/** Only one transaction at a time may settle an organization's alerts. Taken before anything is read. */
export async function lockAlerts(tx: ClientBase, organizationId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('alerts:' || $1, 0))`, [organizationId]);
}

interface Row extends Omit<OpenAlert, 'members'> {
  listingId: string | null;
  concern: string;
  since: Date;
  endedAt: Date | null;
  detail: string | null;
}

export async function readOpenAlerts(tx: ClientBase): Promise<OpenAlert[]> {
  const { rows } = await tx.query<Row>({
    name: 'open-alerts',
    text: `SELECT a.id, a.incident_key AS key, a.kind, a.group_key AS "group", a.title, a.opened_at AS "openedAt",
             m.listing_id AS "listingId", m.concern, m.since, m.ended_at AS "endedAt", m.detail
           FROM checklists.alerts a LEFT JOIN checklists.alert_listings m ON m.alert_id = a.id
           WHERE a.status = 'open' ORDER BY a.opened_at, a.id, m.since, m.listing_id`,
  });
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { id, key, kind, group: groupKey, title, openedAt } = first;
    const members = group.flatMap(({ listingId, concern, since, endedAt, detail }) =>
      listingId === null ? [] : [{ listingId, concern, since, endedAt, detail }],
    );
    return [{ id, key, kind, group: groupKey, title, openedAt, members }];
  });
}

/** @returns its id; undefined when the incident is open already */
export async function insertAlert(
  tx: ClientBase,
  {
    organizationId,
    incident,
    words,
    now,
  }: { organizationId: string; incident: Incident; words: AlertWords; now: Date },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-alert',
    text: `INSERT INTO checklists.alerts (organization_id, kind, severity, status, incident_key, group_key, title,
             sentence, meaning, advice, opened_at)
           VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (organization_id, incident_key) WHERE status = 'open' DO NOTHING RETURNING id`,
    values: [
      organizationId,
      incident.kind,
      words.severity,
      incident.key,
      incident.group,
      words.title,
      words.sentence,
      words.meaning,
      words.advice,
      now,
    ],
  });
  return rows[0]?.id;
}

/** Says of an open alert what is so now that other listings are part of it. */
export async function rewordAlert(tx: ClientBase, alertId: string, words: AlertWords): Promise<void> {
  await tx.query({
    name: 'reword-alert',
    text: `UPDATE checklists.alerts SET title = $2, sentence = $3, meaning = $4, advice = $5 WHERE id = $1`,
    values: [alertId, words.title, words.sentence, words.meaning, words.advice],
  });
}

export async function closeAlert(
  tx: ClientBase,
  { alertId, reason, now }: { alertId: string; reason: string; now: Date },
): Promise<void> {
  await tx.query({
    name: 'close-alert',
    text: `UPDATE checklists.alerts SET status = 'closed', closed_at = $2, closed_reason = $3 WHERE id = $1`,
    values: [alertId, now, reason],
  });
}

export async function insertMembers(
  tx: ClientBase,
  { organizationId, alertId }: { organizationId: string; alertId: string },
  troubles: readonly Trouble[],
): Promise<void> {
  await tx.query({
    name: 'insert-alert-listings',
    text: `INSERT INTO checklists.alert_listings (organization_id, alert_id, listing_id, concern, since, detail)
           SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
           ON CONFLICT (alert_id, listing_id, concern) DO UPDATE
             SET since = excluded.since, detail = excluded.detail, ended_at = NULL, ended_because = NULL`,
    values: [
      organizationId,
      alertId,
      troubles.map(({ listingId }) => listingId),
      troubles.map(({ concern }) => concern),
      troubles.map(({ since }) => since),
      troubles.map(({ detail }) => detail),
    ],
  });
}

export async function endMember(
  tx: ClientBase,
  {
    alertId,
    member,
    because,
    now,
  }: { alertId: string; member: Pick<Member, 'listingId' | 'concern'>; because: string; now: Date },
): Promise<void> {
  await tx.query({
    name: 'end-alert-listing',
    text: `UPDATE checklists.alert_listings SET ended_at = $4, ended_because = $5
           WHERE alert_id = $1 AND listing_id = $2 AND concern = $3`,
    values: [alertId, member.listingId, member.concern, now, because],
  });
}

/** Why each listing of an alert is no longer in trouble. */
export async function readEndings(tx: ClientBase, alertId: string): Promise<string[]> {
  const { rows } = await tx.query<{ because: string }>({
    name: 'alert-endings',
    text: `SELECT ended_because AS because FROM checklists.alert_listings
           WHERE alert_id = $1 AND ended_because IS NOT NULL ORDER BY listing_id`,
    values: [alertId],
  });
  return rows.map(({ because }) => because);
}
