import { PrivateAddressError } from './public-lookup.ts';
import { UnreadableEncodingError, BodyTooLargeError } from './response-body.ts';
import { failedFetch, type FetchFailure } from './fetch-result.ts';

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const tls = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO|HOSTNAME_MISMATCH)/;
const dns = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'ENODATA']);

/** Sorts what was thrown into a fixed class; its own message may carry the address and is dropped. */
export function failureOf(error: unknown): FetchFailure {
  for (const cause of causesOf(error)) {
    if (cause instanceof PrivateAddressError) {
      return failedFetch('blocked', 'The address leads into a private network.');
    }
    if (cause instanceof BodyTooLargeError) return failedFetch('too_large', 'The feed is larger than 5 MB.');
    if (cause instanceof UnreadableEncodingError) {
      return failedFetch('transport', 'The server packed the feed in a way that cannot be read.');
    }
    if (cause.name === 'TimeoutError') return failedFetch('transport', 'The feed did not arrive in time.');
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (timeouts.has(code)) return failedFetch('transport', 'The server did not answer in time.');
    if (tls.test(code))
      return failedFetch('tls', `The server’s certificate or encryption is at fault (${code}).`);
    if (dns.has(code)) return failedFetch('transport', 'The server’s name could not be found.');
    if (/^[A-Z][A-Z0-9_]{2,40}$/.test(code)) {
      return failedFetch('transport', `The connection failed (${code}).`);
    }
  }
  return failedFetch('transport', 'The connection failed.');
}

/** The error, what it was made of and why, outermost first. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < 5; next = next.cause) {
    causes.push(next);
    if (next instanceof AggregateError) causes.push(...next.errors.filter((inner) => inner instanceof Error));
  }
  return causes;
}
