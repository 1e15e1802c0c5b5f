import { logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import type { ClientBase } from 'pg';
import {
  closeAlert,
  endMember,
  insertAlert,
  insertMembers,
  lockAlerts,
  type OpenAlert,
  readEndings,
  readOpenAlerts,
  rewordAlert,
} from './data/alerts.ts';
import { type Place, readPlaces } from './data/places.ts';
import type { Dependencies } from './dependencies.ts';
import { notify } from './notify/notify.ts';
import { alertClosedMail, alertOpenedMail } from './rules/alert-mail.ts';
import { ANOTHER_TROUBLE, closingReason, type ConcernedListing } from './rules/alert-words.ts';
import { type Look, type Member, settleIncidents, type Settlement } from './rules/incidents.ts';
import { feedSource } from './troubles/feeds.ts';
import type { Moment } from './troubles/source.ts';
import { recoveryOf, troubleSources, wordsOf } from './troubles/sources.ts';

/** Where alerts are in the dashboard. */
const PATH = '/alerts';

interface Settling {
  organizationId: string;
  now: Date;
  link: string;
  look: Look;
  /** Of every listing concerned, by id, in the order of places. */
  places: Map<string, Place>;
}

/**
 * Looks at one organization and brings its alerts up to date in one transaction: opens, changes and closes them, and
 * tells people. Everything is read under the organization's lock, so two that do it at once do it once.
 *
 * @returns how many troubles there are
 */
export function settleAlerts(
  { pool, clock, publicUrl }: Dependencies,
  organizationId: string,
  { silent }: Pick<Moment, 'silent'>,
): Promise<number> {
  return withOrganization(pool, organizationId, async (tx) => {
    await lockAlerts(tx, organizationId);
    const now = clock();
    const look = await lookAt(tx, organizationId, { now, silent });
    const open = await readOpenAlerts(tx);
    const settlement = settleIncidents(open, look);
    const listingIds = [
      ...look.troubles.map(({ listingId }) => listingId),
      ...open.flatMap(({ members }) => members.map(({ listingId }) => listingId)),
    ];
    const places = new Map((await readPlaces(tx, listingIds)).map((place) => [place.listingId, place]));
    const link = new URL(PATH, publicUrl).href;
    await write(tx, { organizationId, now, link, look, places }, open, settlement);
    return look.troubles.length;
  });
}

/** What every source says of one organization. */
async function lookAt(tx: ClientBase, organizationId: string, moment: Moment): Promise<Look> {
  const looks: Look[] = [];
  for (const source of troubleSources) {
    const look = (await source.find(tx, moment)).get(organizationId);
    if (look !== undefined) looks.push(look);
  }
  return {
    troubles: looks.flatMap(({ troubles }) => troubles),
    undecided: new Set(looks.flatMap(({ undecided }) => [...undecided])),
  };
}

async function write(
  tx: ClientBase,
  settling: Settling,
  open: readonly OpenAlert[],
  settlement: Settlement,
): Promise<void> {
  const { organizationId, now } = settling;
  const closed = new Set(settlement.closed.map(({ key }) => key));
  // What is over first: a listing is in one open trouble of a concern at a time.
  for (const alert of open) {
    const ended = settlement.ended.filter(({ key }) => key === alert.key);
    for (const { member } of ended) {
      await endMember(tx, { alertId: alert.id, member, because: endingOf(settling, member), now });
    }
  }
  for (const alert of open) {
    const joined = settlement.joined.filter(({ key }) => key === alert.key).map(({ trouble }) => trouble);
    if (joined.length > 0) await insertMembers(tx, { organizationId, alertId: alert.id }, joined);
    if (closed.has(alert.key)) await close(tx, settling, alert);
    else if (joined.length > 0 || settlement.ended.some(({ key }) => key === alert.key)) {
      // Of all that were ever part of it: the mail of its end has the words that people know it by.
      await rewordAlert(tx, alert.id, wordsOf(alert.kind)(factsOf(settling, [...alert.members, ...joined])));
      await logEvents(tx, [{ organizationId, type: 'AlertChanged', occurredAt: now }]);
    }
  }
  for (const { incident, troubles } of settlement.opened) {
    const facts = factsOf(settling, troubles);
    const words = wordsOf(incident.kind)(facts);
    const alertId = await insertAlert(tx, { organizationId, incident, words, now });
    if (alertId === undefined) continue;
    await insertMembers(tx, { organizationId, alertId }, troubles);
    await logEvents(tx, [{ organizationId, type: 'AlertOpened', occurredAt: now }]);
    await notify(
      tx,
      {
        organizationId,
        kind: incident.kind,
        key: openedKey(alertId),
        title: words.title,
        body: `${words.sentence} ${words.meaning}`,
        path: PATH,
        mail: alertOpenedMail({ words, listings: facts.listings, link: settling.link }),
        policy: 'at_least_once',
      },
      now,
    );
  }
}

async function close(
  tx: ClientBase,
  { organizationId, now, link }: Settling,
  alert: OpenAlert,
): Promise<void> {
  const endings = await readEndings(tx, alert.id);
  const reason = closingReason(endings);
  await closeAlert(tx, { alertId: alert.id, reason, now });
  await logEvents(tx, [{ organizationId, type: 'AlertClosed', occurredAt: now }]);
  const { title, openedAt } = alert;
  await notify(
    tx,
    {
      organizationId,
      kind: alert.kind,
      key: `alert:${alert.id}:closed`,
      title: `Over: ${title}`,
      body: reason,
      path: PATH,
      mail: alertClosedMail({ title, openedAt, endings, link, follows: openedKey(alert.id) }),
      policy: 'at_least_once',
    },
    now,
  );
}

function openedKey(alertId: string): string {
  return `alert:${alertId}:opened`;
}

function factsOf(
  { places }: Settling,
  members: readonly (Pick<Member, 'listingId' | 'since'> & { detail: string | null })[],
): { since: Date; listings: ConcernedListing[] } {
  const details = new Map(members.map(({ listingId, detail }) => [listingId, detail]));
  const listings = [...places.values()]
    .filter(({ listingId }) => details.has(listingId))
    .map(({ listingId, platform, place }) => ({ platform, place, detail: details.get(listingId) ?? null }));
  const since = new Date(Math.min(...members.map((member) => member.since.getTime())));
  return { since, listings };
}

/** Why a listing's trouble is over. */
function endingOf({ places, look }: Settling, { listingId, concern }: Member): string {
  const place = places.get(listingId);
  if (place === undefined || place.status === 'deleted') return 'the listing was deleted';
  if (place.status === 'paused') return 'the listing was paused';
  if (!place.hasFeed && feedSource.concerns.includes(concern)) return 'the listing has no feed any more';
  if (look.troubles.some((trouble) => trouble.listingId === listingId)) return ANOTHER_TROUBLE;
  return recoveryOf(concern);
}
