import type { SyncErrorClass } from '@roomnight/contracts/sync-error';

/** What came of one fetch. Nothing in it repeats the feed's address or the bytes of a failed answer. */
export type FetchResult = FetchedBody | FetchedNothingNew | FetchFailure;

export interface FetchedBody {
  readonly kind: 'body';
  readonly status: number;
  /** Decompressed. */
  readonly bytes: Buffer;
  /** Bytes received, before decompression. */
  readonly wireBytes: number;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** The server says that the last body, whose ETag or date was sent, still holds. */
export interface FetchedNothingNew {
  readonly kind: 'not-modified';
}

export type FetchFailureClass = Extract<
  SyncErrorClass,
  'transport' | 'tls' | 'http_status' | 'too_large' | 'blocked'
>;

export interface FetchFailure {
  readonly kind: 'failed';
  readonly class: FetchFailureClass;
  /** HTTP status, when one was received. */
  readonly status?: number;
  /** How long the server asks to be left alone. */
  readonly retryAfterSeconds?: number;
  /** A sentence for the manager. */
  readonly message: string;
}

export function failedFetch(failure: FetchFailureClass, message: string): FetchFailure {
  return { kind: 'failed', class: failure, message };
}
