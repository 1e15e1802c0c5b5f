import pLimit, { type LimitFunction } from 'p-limit';
import { webAddress } from '@roomnight/platforms/import-url';
import { within } from '../reading/within.ts';

export interface HostSlotsOptions {
  /** Feeds of one host at once. As many more may wait for their turn. */
  readonly atOnce: number;
  /** How long one waits for its turn. */
  readonly waitMs?: number;
}

/** Bounds what the feeds of one host take up in a worker, so that a host that is slow, or hangs, holds up no other. */
export interface HostSlots {
  /** Asks a feed when it is its turn; undefined, and nothing was asked, when that does not come soon. */
  inTurn<T extends object>(address: string, ask: () => Promise<T>): Promise<T | undefined>;
}

interface Host {
  readonly limit: LimitFunction;
  /** Under way, waiting, or gone while they waited. */
  feeds: number;
}

export function createHostSlots({ atOnce, waitMs = 2_000 }: HostSlotsOptions): HostSlots {
  const hosts = new Map<string, Host>();

  return {
    async inTurn(address, ask) {
      const name = hostOf(address);
      const host = hosts.get(name) ?? { limit: pLimit(atOnce), feeds: 0 };
      if (host.feeds >= 2 * atOnce) return undefined;
      hosts.set(name, host);
      host.feeds++;
      const leave = () => {
        host.feeds--;
        if (host.feeds === 0) hosts.delete(name);
      };

      let isGone = false;
      const turn = Promise.withResolvers<true>();
      const answer = host.limit(async () => {
        if (isGone) return undefined;
        turn.resolve(true);
        return ask();
      });
      void answer.then(leave, leave);
      isGone = (await within(waitMs, turn.promise)) === undefined;
      return isGone ? undefined : answer;
    },
  };
}

/** A host as itself, however its name is spelled. What is no address is refused before it is asked. */
function hostOf(address: string): string {
  return webAddress(address)?.hostname.replace(/\.$/, '') ?? '';
}
