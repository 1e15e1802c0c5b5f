import type { MailRoundActivities } from '@roomnight/contracts/watchdog';
import { proxyActivities } from '@temporalio/workflow';

/**
 * Sends what is waiting to be sent, for ever: the mail of a crash between telling and sending too. One activity that
 * never succeeds, so its history stays empty.
 */
export async function MailRound(): Promise<void> {
  const { sendDueMail } = proxyActivities<MailRoundActivities>({
    startToCloseTimeout: '1h',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
  await sendDueMail();
}
