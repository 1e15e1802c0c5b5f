/** One column of sealed values, and what each of them is bound to. */
export interface SealedColumn {
  /** As people call what is in it. */
  readonly what: string;
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** The column whose value, by {@link context}, a sealed value is bound to. */
  readonly boundTo: string;
  context(boundTo: string): string;
}

/** What a listing's feed address and export token are bound to. */
const listingContext = (listingId: string): string => listingId;

/** What a listing's sign-in details are bound to: neither another listing's, nor its address, opens as them. */
export const credentialsContext = (listingId: string): string => `credentials:${listingId}`;

/** What a kept feed is bound to. */
export const rawBodyContext = (syncRunId: string): string => `raw-body:${syncRunId}`;

/** What an address or a file is bound to that somebody wants looked at. */
export const examinationContext = (examinationId: string): string => `examination:${examinationId}`;

/** Everything encrypted at rest: what a rotation of the key goes through. A test finds columns that are missing here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    what: 'feed addresses',
    table: 'gateway.listings',
    key: 'id',
    column: 'import_url_encrypted',
    boundTo: 'id',
    context: listingContext,
  },
  {
    what: 'export tokens',
    table: 'gateway.export_tokens',
    key: 'id',
    column: 'token_encrypted',
    boundTo: 'listing_id',
    context: listingContext,
  },
  {
    what: 'sign-in details',
    table: 'gateway.listing_credentials',
    key: 'listing_id',
    column: 'sealed',
    boundTo: 'listing_id',
    context: credentialsContext,
  },
  {
    what: 'kept feeds',
    table: 'sync.raw_bodies',
    key: 'sync_run_id',
    column: 'sealed',
    boundTo: 'sync_run_id',
    context: rawBodyContext,
  },
  {
    what: 'feeds to look at',
    table: 'gateway.feed_examination_requests',
    key: 'id',
    column: 'sealed',
    boundTo: 'id',
    context: examinationContext,
  },
];
