import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { Mail } from '../rules/mail.ts';

const SECOND = 1000;

export interface Letter extends Mail {
  to: string;
  /** The same key gives the same Message-ID, so that a mail server that got it twice can tell. */
  dedupeKey: string;
}

/**
 * How a delivery ended. `refused` was certainly not sent and may be tried again; `rejected` never will be
 * accepted; of `unknown` nobody can say whether it went out.
 */
export type Outcome = 'sent' | 'refused' | 'rejected' | 'unknown';

export interface Mailer {
  /** Never throws: how it ended is the answer. */
  send(letter: Letter): Promise<Outcome>;
  close(): void;
}

/** Sends mail over SMTP. */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  return mailerOver(
    createTransport({
      url,
      connectionTimeout: 10 * SECOND,
      greetingTimeout: 10 * SECOND,
      socketTimeout: 20 * SECOND,
    }),
    from,
  );
}

/** Sends mail over a transport of nodemailer's. */
export function mailerOver(transport: Pick<Transporter, 'sendMail' | 'close'>, from: string): Mailer {
  return {
    async send({ dedupeKey, to, subject, text, html, follows }) {
      const thread =
        follows === undefined ? {} : { inReplyTo: messageId(follows), references: messageId(follows) };
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId: messageId(dedupeKey),
          ...thread,
        });
        return 'sent';
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function messageId(dedupeKey: string): string {
  const digest = createHash('sha256').update(dedupeKey).digest('hex').slice(0, 32);
  return `<${digest}@roomnight>`;
}

/** What is known from nodemailer's error: the server's answer, or that there was never a connection. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof Error)) return 'unknown';
  if ('responseCode' in error && typeof error.responseCode === 'number') {
    return error.responseCode >= 500 && 'code' in error && error.code === 'EENVELOPE'
      ? 'rejected'
      : 'refused';
  }
  const neverConnected =
    ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) ||
    ('code' in error && (error.code === 'EDNS' || error.code === 'EAUTH' || error.code === 'ETLS'));
  return neverConnected ? 'refused' : 'unknown';
}
