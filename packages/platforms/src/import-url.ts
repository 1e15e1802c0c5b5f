import { isAddressLiteral, isPublicAddress, withoutBrackets } from './public-address.ts';

/** An address that may be polled. The whole `url` is a secret; `host` and `last4` may be shown. */
export interface ImportUrl {
  readonly ok: true;
  /** Normalized: http or https, no fragment. */
  readonly url: string;
  readonly host: string;
  /** The last four characters of the secret part. */
  readonly last4: string;
}

export type ImportUrlFault = 'not_a_url' | 'scheme' | 'credentials' | 'port' | 'private_address' | 'too_long';

/** Why an address is refused, in a sentence that repeats none of it. */
export interface ImportUrlRefusal {
  readonly ok: false;
  readonly reason: ImportUrlFault;
  readonly message: string;
}

const longest = 2_000;
const localNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/;

/**
 * Checks what a person pasted, or where a feed redirects to, without looking any name up.
 * `allowPrivate` lists `host:port` pairs that may be private and on any port; nothing else may.
 */
export function parseImportUrl(
  text: string,
  allowPrivate: readonly string[] = [],
): ImportUrl | ImportUrlRefusal {
  const trimmed = text.trim();
  if (trimmed.length > longest) return refuse('too_long', 'The address is too long to be a feed.');
  const url = webAddress(trimmed);
  if (!url) return refuse('not_a_url', 'This is not a web address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('scheme', 'A feed address begins with https://, http:// or webcal://.');
  }
  if (url.username || url.password) {
    return refuse('credentials', 'A feed address must not carry a user name or password.');
  }
  if (!isAllowed(url, allowPrivate)) {
    if (url.port !== '' && url.port !== '443' && url.port !== '80') {
      return refuse('port', 'A feed must be on the usual web ports, 443 or 80.');
    }
    if (isLocal(url.hostname)) {
      return refuse('private_address', 'The address is inside a private network.');
    }
  }
  url.hash = '';
  return { ok: true, url: url.href, host: url.host, last4: last4Of(url) };
}

/** A web address as browsers understand it, `webcal:` included; null when it is none. */
export function webAddress(text: string): URL | null {
  return URL.parse(text.trim().replace(/^webcals?:/i, 'https:'));
}

/** Whether the allow list names exactly this host and port. */
export function isAllowed(url: URL, allowPrivate: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowPrivate.includes(`${url.hostname}:${port}`);
}

function isLocal(hostname: string): boolean {
  return isAddressLiteral(hostname)
    ? !isPublicAddress(withoutBrackets(hostname))
    : localNames.test(hostname) || !hostname.includes('.');
}

function last4Of({ pathname, search }: URL): string {
  const secret = pathname + search;
  // Too short to hide anything behind four characters.
  return secret.length >= 12 ? secret.slice(-4) : '';
}

function refuse(reason: ImportUrlFault, message: string): ImportUrlRefusal {
  return { ok: false, reason, message };
}
