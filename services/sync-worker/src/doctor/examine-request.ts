import { ApplicationFailure } from '@temporalio/common';
import type { ClientBase, Pool } from 'pg';
import type { FeedExaminationInput } from '@roomnight/contracts/feed-examination';
import { FAILURES } from '@roomnight/contracts/failures';
import { examinationContext } from '@roomnight/database/sealed-values';
import type { SecretBox } from '@roomnight/database/secret-box';
import { withOrganization } from '@roomnight/database/tenant';
import { destinationOf, newDestination, readKnownListing, readPlatform } from './destination.ts';
import { type Examined, type ExamineRequest, examine, type Examining } from './examine.ts';

export interface ExaminationDependencies extends Examining {
  readonly pool: Pool;
  readonly secrets: SecretBox;
}

interface Request {
  source: 'address' | 'file' | 'listing';
  sealed: Buffer | null;
  listingId: string | null;
  unitId: string | null;
  platformKey: string | null;
}

/** Reports kept of an organization. */
const mostKept = 100;

/**
 * Looks at the feed of a request and writes the report. A second call finds the first one's report.
 *
 * @throws {ApplicationFailure} `NotFound` when the request, or what it would look at, is gone
 */
export async function examineRequest(
  dependencies: ExaminationDependencies,
  input: FeedExaminationInput,
): Promise<void> {
  const { pool, clock } = dependencies;
  const begun = await withOrganization(pool, input.organizationId, (tx) => begin(tx, input, dependencies));
  if (begun === 'examined') return;
  const report = await examine(dependencies, begun.request);
  await withOrganization(pool, input.organizationId, async (tx) => {
    await tx.query(
      `INSERT INTO sync.feed_examinations (id, organization_id, listing_id, examined_at, report)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [input.examinationId, input.organizationId, begun.listingId, clock(), JSON.stringify(report)],
    );
    await tx.query(
      `DELETE FROM sync.feed_examinations WHERE organization_id = $1 AND id IN (
         SELECT id FROM sync.feed_examinations WHERE organization_id = $1 ORDER BY examined_at DESC, id OFFSET $2)`,
      [input.organizationId, mostKept],
    );
  });
}

async function begin(
  tx: ClientBase,
  { examinationId }: FeedExaminationInput,
  { secrets, clock }: ExaminationDependencies,
): Promise<'examined' | { request: ExamineRequest; listingId: string | null }> {
  const examined = await tx.query('SELECT FROM sync.feed_examinations WHERE id = $1', [examinationId]);
  if (examined.rowCount) return 'examined';
  const { rows } = await tx.query<Request>(
    `SELECT source, sealed, listing_id AS "listingId", unit_id AS "unitId", platform_key AS "platformKey"
     FROM gateway.feed_examination_requests WHERE id = $1`,
    [examinationId],
  );
  const [asked] = rows;
  if (asked === undefined) throw gone('the request was erased');
  const { listingId, unitId, platformKey } = asked;
  const now = clock();
  const known = listingId === null ? undefined : await readKnownListing(tx, listingId, now);
  const feed = feedOf(asked, known?.listing.sealedImportUrl ?? null, examinationId, secrets);
  if (known !== undefined) {
    const { platform } = known.listing;
    return { request: { feed, platform, destination: await destinationOf(tx, known) }, listingId };
  }
  const platform = await readPlatform(tx, platformKey);
  const destination = unitId === null ? undefined : await newDestination(tx, unitId, platform, now);
  return { request: { feed, platform, destination }, listingId };
}

function feedOf(
  { source, sealed, listingId }: Request,
  sealedImportUrl: Buffer | null,
  examinationId: string,
  secrets: SecretBox,
): Examined {
  if (source === 'listing') {
    if (sealedImportUrl === null || listingId === null) throw gone('the listing has no feed any more');
    return { url: secrets.open(sealedImportUrl, listingId) };
  }
  if (sealed === null) throw gone('what to look at was erased');
  const bytes = secrets.openBytes(sealed, examinationContext(examinationId));
  return source === 'file' ? { body: bytes } : { url: bytes.toString() };
}

function gone(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, FAILURES.notFound);
}
