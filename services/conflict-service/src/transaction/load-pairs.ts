import type { ClientBase } from 'pg';
import type { Fact } from '../rules/fact.ts';
import type { Mirror, Word } from '../rules/mirrors.ts';

/**
 * The mirrors in which a changed booking or one of the facts takes part, and what people said of one of them.
 *
 * @param changed ids, of cancelled bookings too
 */
export async function loadPairs(
  tx: ClientBase,
  changed: readonly string[],
  facts: readonly Fact[],
): Promise<{ mirrors: Mirror[]; words: Word[] }> {
  const ids = [...new Set([...changed, ...facts.map(({ id }) => id)])];
  const [mirrors, words] = await Promise.all([
    tx.query<Mirror>({ name: 'mirrors', text: MIRRORS, values: [ids] }),
    tx.query<Word>({ name: 'mirror-words', text: WORDS, values: [ids] }),
  ]);
  return { mirrors: mirrors.rows, words: words.rows };
}

const MIRROR = `SELECT mirror_id AS "mirrorId", original_id AS "originalId", sign FROM availability.mirrors`;

const MIRRORS = `
  ${MIRROR} WHERE mirror_id = ANY($1::uuid[]) UNION ${MIRROR} WHERE original_id = ANY($1::uuid[])`;

const WORD = `SELECT first_booking_id AS "firstBookingId", second_booking_id AS "secondBookingId", same, reason
  FROM availability.mirror_words`;

const WORDS = `
  ${WORD} WHERE first_booking_id = ANY($1::uuid[]) UNION ${WORD} WHERE second_booking_id = ANY($1::uuid[])`;
