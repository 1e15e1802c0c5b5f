import { parseImportUrl } from '@roomnight/platforms/import-url';
import type { App } from '../context.ts';
import { InvalidInput } from '../failures.ts';

/** An import URL as its listing keeps it. */
export interface SealedImportUrl {
  importUrlEncrypted: Buffer;
  importUrlHint: string;
}

/**
 * Checks and seals what a person pasted; only that listing's row opens it again.
 *
 * @throws {InvalidInput}
 */
export function sealImportUrl(
  { env, secrets }: Pick<App, 'env' | 'secrets'>,
  listingId: string,
  text: string,
): SealedImportUrl {
  const parsed = parseImportUrl(text, env.FEED_ALLOW_PRIVATE);
  if (!parsed.ok) throw new InvalidInput('importUrl', parsed.message);
  return {
    importUrlEncrypted: secrets.seal(parsed.url, listingId),
    importUrlHint: `${parsed.host} …${parsed.last4}`,
  };
}
