import type { EntityManager } from '@mikro-orm/postgresql';
import { addNights, isNight, type Night } from '@roomnight/calendar/night';
import { type NightStory, tellNight } from '@roomnight/calendar/night-story';
import { stayOf } from '@roomnight/calendar/stay';
import { ChangeSet } from '@roomnight/database/entities/change-set';
import { Unit } from '@roomnight/database/entities/unit';
import { withOrganization } from '@roomnight/database/tenant';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { bookingWords, type PlatformName } from './booking-words.ts';
import { linkSentence } from './link-sentence.ts';
import { momentWords, pastMoment, withSkew } from './moment.ts';
import { type Author, readAuthors } from './read-authors.ts';
import { type HistoryRow, readRows } from './read-rows.ts';
import { readTold, type ToldNight } from './read-told.ts';

/** More than anybody reads; the newest are told. */
export const MOST_LINKS = 200;

/** One step of how a night came to be as it was. */
export interface HistoryLink {
  readonly at: Date;
  readonly by: Author;
  readonly sentence: string;
  /** Of what a feed said: why, in the words of whoever read it. */
  readonly reason: string | null;
  readonly bookingId: string | null;
  readonly conflictId: string | null;
  readonly changeSetId: string | null;
  readonly syncRunId: string | null;
}

/** Why a night was closed or free at a moment. */
export interface NightHistory extends Pick<
  NightStory<HistoryRow>,
  'holders' | 'wanting' | 'conflicts' | 'previous' | 'next'
> {
  readonly unit: Unit;
  readonly night: Night;
  readonly at: Date;
  /** How many leaves the unit has: each can have another holder. */
  readonly leaves: number;
  readonly sentence: string;
  readonly links: readonly HistoryLink[];
  readonly told: readonly ToldNight[];
}

interface Asked {
  unitId: string;
  night: Night;
  at?: Date | null | undefined;
}

/** @throws {InvalidInput} for a moment to come, and for the last night of all @throws {NotFound} */
export async function readNightHistory(app: App, session: Session, asked: Asked): Promise<NightHistory> {
  const { em, viewer } = session;
  const { unitId, night } = asked;
  const now = app.clock();
  const at = pastMoment(asked.at, now);
  if (!isNight(addNights(night, 1))) throw new InvalidInput('night', 'No calendar goes that far.');
  const unit = isId(unitId) ? await em.findOne(Unit, { id: unitId }) : null;
  if (!unit) throw new NotFound('This organization has no such unit.');
  const parts = (await em.find(Unit, { parentUnitId: unitId })).map(({ id }) => id);
  const family = [unitId, ...parts, ...(unit.parentUnitId ? [unit.parentUnitId] : [])];
  const leaves = parts.length > 0 ? parts : [unitId];

  const rows = await readRows(app, session, family, stayOf(night), withSkew(now));
  const story = tellNight(rows, leaves, night, at);
  const authors = await readAuthors(em, rows);
  const runs = await readRuns(em, story);
  const told = await withOrganization(app.pool, viewer.organizationId, (tx) =>
    readTold(tx, family, story, night, at),
  );
  const links = story.links.slice(-MOST_LINKS).map((link): HistoryLink => {
    const { row } = link;
    const { changeSetId } = row;
    const by = authors.of(row);
    return {
      at: row.occurredAt,
      by,
      sentence: linkSentence(link, by, night, authors.platformName),
      reason: row.subjectKind === 'booking' && changeSetId !== null && row.after?.status ? row.reason : null,
      bookingId: row.subjectKind === 'booking' ? row.subjectId : null,
      conflictId: row.subjectKind === 'conflict' ? row.subjectId : null,
      changeSetId,
      syncRunId: runs.get(changeSetId ?? '') ?? null,
    };
  });
  const sentence = nightSentence(story, leaves.length, authors.platformName);
  const { holders, wanting, conflicts, previous, next } = story;
  return {
    unit,
    night,
    at,
    leaves: leaves.length,
    sentence,
    holders,
    wanting,
    conflicts,
    previous,
    next,
    links,
    told,
  };
}

/** The poll of each change set. What it changed names guests, and is not read. */
async function readRuns(em: EntityManager, { links }: NightStory<HistoryRow>): Promise<Map<string, string>> {
  const ids = [...new Set(links.flatMap(({ row }) => row.changeSetId ?? []))];
  const sets = await em.find(ChangeSet, { id: ids }, { fields: ['id', 'syncRunId'] });
  return new Map(sets.map(({ id, syncRunId }) => [id, syncRunId]));
}

/** `Closed by the Airbnb stay of 10–14 Mar, since Mon 1 Mar 2027, 14:02 IST.` */
export function nightSentence(
  { holders, links }: Pick<NightStory<HistoryRow>, 'holders' | 'links'>,
  leaves: number,
  platformName: PlatformName,
): string {
  const each = Map.groupBy(holders, ({ booking }) => booking.id);
  const said = [...each.values()].flatMap(([first]) =>
    first ? [`${bookingWords(first.booking, platformName)}, since ${momentWords(first.since)}`] : [],
  );
  if (said.length > 0) {
    return `${holders.length < leaves ? 'Partly closed' : 'Closed'} by ${said.join(' and by ')}.`;
  }
  const last = links.at(-1);
  return last === undefined
    ? 'Free: nobody has wanted it.'
    : `Free since ${momentWords(last.row.occurredAt)}.`;
}
