/** A newer poll of the same feed began, or the listing changed: this one wrote nothing. */
export class StalePoll extends Error {
  override name = 'StalePoll';
}
