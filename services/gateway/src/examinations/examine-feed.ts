import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  FEED_EXAMINATION,
  type FeedExaminationInput,
  feedExaminationWorkflowId,
} from '@roomnight/contracts/feed-examination';
import { QUEUES } from '@roomnight/contracts/queues';
import { FeedExamination } from '@roomnight/database/entities/feed-examination';
import { FeedExaminationRequest } from '@roomnight/database/entities/feed-examination-request';
import { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { Unit } from '@roomnight/database/entities/unit';
import { examinationContext } from '@roomnight/database/sealed-values';
import { parseImportUrl } from '@roomnight/platforms/import-url';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound, TooManyRequests } from '../failures.ts';
import { isId } from '../input.ts';
import { pluginOf } from '@roomnight/platforms/plugin-of';

/** What to look at, and where it would go. */
export interface ExamineFeedInput {
  url?: string | null | undefined;
  body?: string | null | undefined;
  listingId?: string | null | undefined;
  unitId?: string | null | undefined;
  platformKey?: string | null | undefined;
}

const largestBody = 5 * 1024 * 1024;
const mostWithin = { minutes: 10, requests: 20 };
/** Beyond it a request is forgotten, answered or not. */
const FORGET_AFTER_MS = 60 * 60_000;

/**
 * Lets the sync-worker look at a feed, and answers with its report. Changes no calendar.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {TooManyRequests}
 */
export async function examineFeed(
  app: App,
  { em, viewer }: Session,
  input: ExamineFeedInput,
): Promise<FeedExamination> {
  const { organizationId } = viewer;
  const id = randomUUID();
  const seen = sourceOf(app, input);
  await em.transactional(async (tx) => {
    await limitRate(tx, app, organizationId);
    tx.create(FeedExaminationRequest, {
      id,
      organizationId,
      source: seen.source,
      sealed: seen.bytes && app.secrets.sealBytes(seen.bytes, examinationContext(id)),
      ...(await destinationOf(tx, input, seen.source)),
      requestedBy: viewer.userId,
      requestedAt: app.clock(),
    });
  });
  try {
    const args: [FeedExaminationInput] = [{ organizationId, examinationId: id }];
    await askWorkflow(app.temporal, 60, () =>
      app.temporal.workflow.execute(FEED_EXAMINATION, {
        workflowId: feedExaminationWorkflowId(id),
        taskQueue: QUEUES.sync,
        args,
        workflowExecutionTimeout: '60s',
        staticSummary: 'Looks at a feed for a person; changes nothing',
      }),
    );
  } finally {
    await em.nativeUpdate(FeedExaminationRequest, { id }, { sealed: null });
  }
  return await em.findOneOrFail(FeedExamination, { id });
}

interface Seen {
  source: FeedExaminationRequest['source'];
  bytes: Buffer | null;
}

function sourceOf({ env }: Pick<App, 'env'>, { url, body, listingId }: ExamineFeedInput): Seen {
  if (typeof url === 'string' && typeof body === 'string') {
    throw new InvalidInput('body', 'Give an address or a file, not both.');
  }
  if (typeof url === 'string') {
    const parsed = parseImportUrl(url, env.FEED_ALLOW_PRIVATE);
    if (!parsed.ok) throw new InvalidInput('url', parsed.message);
    return { source: 'address', bytes: Buffer.from(parsed.url) };
  }
  if (typeof body === 'string') {
    const bytes = Buffer.from(body);
    if (bytes.length > largestBody) throw new InvalidInput('body', 'At most 5 MB.');
    return { source: 'file', bytes };
  }
  if (!listingId) throw new InvalidInput('url', 'Give an address, a file, or a listing with a feed.');
  return { source: 'listing', bytes: null };
}

/** Where the feed would be imported to: a listing, a unit on a platform, or nowhere. */
async function destinationOf(tx: EntityManager, input: ExamineFeedInput, source: Seen['source']) {
  const { listingId, unitId, platformKey } = input;
  if (listingId) {
    if (unitId) throw new InvalidInput('unitId', 'A listing has its unit already.');
    const listing = isId(listingId) ? await tx.findOne(Listing, { id: listingId }) : null;
    if (!listing || listing.status === 'deleted') {
      throw new NotFound('This organization has no such listing.');
    }
    if (source === 'listing' && !listing.importUrlHint) {
      throw new InvalidInput('listingId', 'This listing has no feed to look at.');
    }
    return { listingId, unitId: null, platformKey: null };
  }
  if (unitId && !(isId(unitId) && (await tx.findOne(Unit, { id: unitId })))) {
    throw new NotFound('This organization has no such unit.');
  }
  if (platformKey) {
    const platform = await tx.findOne(OtaPlatform, { key: platformKey, isActive: true });
    if (!platform || pluginOf(platform)?.ical === undefined) {
      throw new InvalidInput('platformKey', 'This organization uses no such platform with feeds.');
    }
  }
  return { listingId: null, unitId: unitId ?? null, platformKey: platformKey ?? null };
}

/** So that nobody makes an open proxy of the doctor. Requests of one organization are counted one after another. */
async function limitRate(
  tx: EntityManager,
  { clock }: Pick<App, 'clock'>,
  organizationId: string,
): Promise<void> {
  const now = clock().getTime();
  await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`examine ${organizationId}`]);
  await tx.nativeDelete(FeedExaminationRequest, { requestedAt: { $lt: new Date(now - FORGET_AFTER_MS) } });
  const within = mostWithin.minutes * 60_000;
  const recent = await tx.find(
    FeedExaminationRequest,
    { requestedAt: { $gt: new Date(now - within) } },
    { orderBy: { requestedAt: 'asc' }, fields: ['requestedAt'] },
  );
  const [oldest] = recent;
  if (oldest === undefined || recent.length < mostWithin.requests) return;
  throw new TooManyRequests(Math.max(1, Math.ceil((oldest.requestedAt.getTime() + within - now) / 1000)));
}
