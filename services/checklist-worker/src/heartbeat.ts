import type { Logger } from '@roomnight/runtime/logger';

const PATIENCE_MS = 5_000;

/**
 * Tells a service that waits for it that all is well. When it cannot be told, that is logged without the address,
 * which is a secret: whoever knows it can say that all is well.
 */
export async function beat(url: string, logger: Pick<Logger, 'warn'>): Promise<void> {
  try {
    const { ok, status, body } = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await body?.cancel();
    if (!ok) logger.warn({ status }, 'the heartbeat was not taken');
  } catch (error) {
    // Not the error itself: it may hold the address.
    const name = error instanceof Error ? error.name : 'unknown';
    logger.warn({ reason: name }, 'the heartbeat could not be sent');
  }
}
