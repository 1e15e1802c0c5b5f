import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { isPublicAddress } from '@roomnight/platforms/public-address';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * A look-up for sockets that refuses a name with any address that is not public, and hands the socket exactly the
 * addresses it checked, so that a second answer of the DNS cannot differ. IP literals never pass through here.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  const resolveThen = callbackify(resolve);
  return (hostname, options, callback) => {
    resolveThen(hostname, (error, resolved) => {
      if (error) return callback(error, []);
      const [first] = resolved;
      if (!first || !resolved.every(({ address }) => isPublicAddress(address))) {
        return callback(new PrivateAddressError(), []);
      }
      return options.all ? callback(null, [...resolved]) : callback(null, first.address, first.family);
    });
  };
}

export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';

  constructor() {
    super('A name has an address that is not public');
  }
}
