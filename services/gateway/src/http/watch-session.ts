import type { Logger } from '@roomnight/runtime/logger';
import type { WebSocket } from 'ws';

const EVERY_MS = 60_000;

/**
 * Calls `leave` when whoever opened a socket is no longer who they were then: signed out, dismissed, or working in
 * another organization. Requests are asked this each time; a subscription would otherwise go on for days.
 *
 * @param organizationNow of the socket's cookie; undefined for nobody
 */
export async function watchSession(
  socket: WebSocket,
  logger: Logger,
  organizationNow: () => Promise<string | undefined>,
  leave: () => void,
): Promise<void> {
  const before = await organizationNow();
  async function check(): Promise<void> {
    try {
      if ((await organizationNow()) !== before) leave();
    } catch (error) {
      logger.warn({ err: error }, 'whose socket this is cannot be read: asking again later');
    }
  }
  if (socket.readyState !== socket.OPEN) return;
  const timer = setInterval(() => void check(), EVERY_MS);
  socket.once('close', () => clearInterval(timer));
}
