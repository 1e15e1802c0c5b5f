import { withOrganization } from '@roomnight/database/tenant';
import { inOnePacket, together } from '@roomnight/database/together';
import type { PoolClient } from 'pg';
import type { ClaimAnswer } from '@roomnight/contracts/booking';
import { scopeOf, type Scope } from '../rules/fact.ts';
import { takeFreeNights } from './change-calendar.ts';
import { keyReused, notFound } from './failures.ts';
import type { Done } from './journal.ts';
import { judgeRequests, type Judgement } from './judge-requests.ts';
import { loadRequests, unitsOf, type Request } from './load-requests.ts';
import { lockUnits } from './lock-units.ts';
import { takenNights } from './name-holders.ts';
import { rememberAnswers } from './remember-answers.ts';
import { accepted, bookingsOf } from './request-bookings.ts';
import type { Service } from './service.ts';
import { settleRequest } from './settle-request.ts';
import { writeCalendar } from './write-calendar.ts';

/** Units are held for some milliseconds, except by whoever applies a long feed: that must not keep others from theirs. */
const SHORT_MS = 100;

/** What became of one claim. */
export type ClaimResult =
  | ClaimAnswer
  /** Nothing was written: holds stand in the way whose end has come, but which nobody has ended yet. */
  | { kind: 'holdsOver'; bookingIds: ReadonlySet<string> }
  /** Nothing was written: it is to be claimed in a transaction of its own. */
  | { kind: 'notTogether' }
  | { kind: 'failed'; error: Error };

/**
 * Claims what some requests of one organization want, in one transaction: each on every leaf of its units, or on none.
 * An answer is stored with its claim: the same request gets the same one for ever.
 *
 * @param patience how long it waits for each unit that another transaction has
 * @returns what became of each, by the request's id
 */
export function claimNights(
  { pool, clock }: Service,
  organizationId: string,
  requestIds: ReadonlySet<string>,
  patience: 'short' | 'long',
): Promise<ReadonlyMap<string, ClaimResult>> {
  return withOrganization(pool, organizationId, async (tx) => {
    const waitingLess =
      patience === 'short' ? tx.query(`SET LOCAL lock_timeout = '${SHORT_MS}ms'`) : undefined;
    const [scope] = await Promise.all([lockUnits(tx, 'requests', [...requestIds]), waitingLess]);
    const loaded = await loadRequests(tx, [...requestIds], scope);
    const requests = [...requestIds].flatMap((id) => loaded.get(id) ?? []);
    const now = clock();
    const judged = judgeRequests(requests, scope, now);
    const results = new Map<string, ClaimResult>();
    for (const id of requestIds) results.set(id, withoutWriting(id, judged.get(id)));

    const [only] = requests;
    if (requestIds.size === 1 && only !== undefined && judged.get(only.id)?.kind === 'settle') {
      return results.set(only.id, await settleRequest(tx, organizationId, only, scope, now));
    }
    const ofKind = (kind: Judgement['kind']) => requests.filter(({ id }) => judged.get(id)?.kind === kind);
    const answered = [
      ...ofKind('free').map((request) => take(organizationId, request, scope, now)),
      ...ofKind('refused').map(refuse),
    ];
    await write(tx, organizationId, answered, now);
    for (const { request, answer } of answered) results.set(request.id, answer);
    return results;
  });
}

interface Answered {
  request: Request;
  answer: ClaimAnswer;
  done?: Done;
}

/** What is settled without writing anything; what is to be written is, in a transaction of its own if not here. */
function withoutWriting(id: string, judgement: Judgement | undefined): ClaimResult {
  switch (judgement?.kind) {
    case undefined:
      return { kind: 'failed', error: notFound('booking request', id) };
    case 'keyReused':
      return { kind: 'failed', error: keyReused() };
    case 'answered':
      return judgement.answer;
    case 'holdsOver':
      return judgement;
    default:
      return { kind: 'notTogether' };
  }
}

function take(organizationId: string, request: Request, scope: Scope, now: Date): Answered {
  const bookings = bookingsOf(request, true, now);
  const done = takeFreeNights({
    organizationId,
    scope: scopeOf(scope, unitsOf(request)),
    bookings,
    actor: { kind: 'user', id: request.requestedBy },
    now,
  });
  return { request, answer: accepted(bookings), done };
}

function refuse(request: Request): Answered {
  return { request, answer: { kind: 'refused', taken: request.taken.map(takenNights) } };
}

async function write(
  tx: PoolClient,
  organizationId: string,
  answered: readonly Answered[],
  now: Date,
): Promise<void> {
  if (answered.length === 0) return;
  const changes = answered.flatMap(({ done }) => done ?? []);
  await together(
    inOnePacket(tx, () => [rememberAnswers(tx, organizationId, answered, now), writeCalendar(tx, changes)]),
  );
}
