/** A platform shows what it imported within this time of fetching it. */
const IMPORTS_WITHIN = "interval '1 hour'";
/** Fetches longer ago than this say nothing any more. */
const REMEMBERED_FOR = "interval '30 days'";
/** Where the platform's own fetches are not told from others': it fetches every 2 to 12 hours. */
const SHOWN_FOR = "interval '24 hours'";

/**
 * The nights that the platform of listing `$1` may show as blocked at `$2` only because it imported them from us, as
 * JSON pairs of check-in and check-out; an expression in a statement, in which `p.key` is its platform.
 *
 * What it imported it shows until it fetches again. So: every version since the last fetch that is its own and old
 * enough to be imported, that one too. Versions that were rendered count like fetched ones: somebody fetches them, and a
 * crash can lose the record of the fetch. Where no fetch is known to be the platform's own, everything of the last day,
 * and what was fetched last before.
 */
export const EXPORTED_NIGHTS = `(
  SELECT coalesce(json_agg(json_build_object('checkIn', lower(n), 'checkOut', upper(n))), '[]') FROM (
    WITH own AS (
      SELECT max(fetched_at) AS at FROM gateway.export_fetches
      WHERE listing_id = $1 AND agent_kind = p.key AND fetched_at <= $2::timestamptz - ${IMPORTS_WITHIN}
        AND fetched_at > $2::timestamptz - ${REMEMBERED_FOR}),
    since AS (
      SELECT coalesce(own.at, (SELECT max(fetched_at) FROM gateway.export_fetches
        WHERE listing_id = $1 AND fetched_at <= $2::timestamptz - ${SHOWN_FOR}), '-infinity') AS fetched,
        coalesce(own.at, $2::timestamptz - ${SHOWN_FOR}) AS rendered
      FROM own)
    SELECT DISTINCT unnest(v.nights) AS n FROM gateway.export_versions v, since
    WHERE v.listing_id = $1 AND (v.rendered_at > since.rendered OR v.calendar_version IN (
      SELECT calendar_version FROM gateway.export_fetches
      WHERE listing_id = $1 AND fetched_at >= since.fetched AND fetched_at > $2::timestamptz - ${REMEMBERED_FOR}))
  ) AS shown)`;
