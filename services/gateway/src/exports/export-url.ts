/** The address a platform polls. A bearer secret. */
export function exportUrl(publicUrl: string, token: string): string {
  return new URL(`/ical/${token}.ics`, publicUrl).href;
}

/** The export's address without its secret: the last four characters of the token tell two of them apart. */
export function hintOfExportUrl(publicUrl: string, tokenHint: string | undefined): string | null {
  return tokenHint === undefined ? null : `${new URL(publicUrl).host}/ical/…${tokenHint}.ics`;
}
