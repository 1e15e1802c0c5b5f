import type { Pool } from 'pg';
import type { FoundExport } from './look-up.ts';
import { readStored, renderExport, type RenderedExport } from './render.ts';

/** What a visit is served: a version, and its body unless the visitor has it. */
export interface ExportAnswer {
  served: Pick<RenderedExport, 'version' | 'etag' | 'lastModified'>;
  /** Undefined: nothing changed since the ETag that the visitor named. */
  whole: RenderedExport | undefined;
}

/** Answers visits to exports from what is stored, rendering what is not current. */
export function exportAnswers(pool: Pool) {
  const rendering = new Map<string, Promise<RenderedExport>>();

  /** However many ask at once, a version is rendered once in this process; who knows of a later one gets that. */
  function render(found: FoundExport, now: Date): Promise<RenderedExport> {
    const version = `${found.listingId} ${found.currentVersion} ${found.outlived ? 'outlived' : ''}`;
    const underWay = rendering.get(version);
    if (underWay) return underWay;
    const started = renderExport(pool, found, now).finally(() => rendering.delete(version));
    rendering.set(version, started);
    return started;
  }

  return async (found: FoundExport, ifNoneMatch: string | undefined, now: Date): Promise<ExportAnswer> => {
    const { stored, currentVersion, outlived } = found;
    const isCurrent = stored?.version === currentVersion && !outlived;
    const fresh = isCurrent ? undefined : await render(found, now);
    const current = fresh ?? stored;
    if (!current) throw new Error('an export was neither stored nor rendered');
    if (isSame(ifNoneMatch, current.etag)) return { served: current, whole: undefined };
    const whole = fresh ?? (await readStored(pool, found)) ?? (await render(found, now));
    return { served: whole, whole };
  };
}

/** By the weak comparison of RFC 9110. `If-Modified-Since` is not used: two changes can share a second. */
function isSame(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag)) ?? false;
}
