import { fileURLToPath } from 'node:url';
import { Child } from './child.ts';
import { untilReady } from './ready.ts';

export interface MailCatcherOptions {
  smtpPort: number;
  inboxPort: number;
  /** Mail is kept there, so that it survives a restart. */
  mailDir: string;
  logFile: string;
}

const keptMails = 500;

/** Starts a mail server that delivers nothing and shows everything on a page. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<Child> {
  const { smtpPort, inboxPort, mailDir, logFile } = options;
  const script = fileURLToPath(new URL('bin/maildev.js', import.meta.resolve('maildev')));
  const smtp = ['--ip', '127.0.0.1', '--smtp', String(smtpPort)];
  const inbox = ['--web-ip', '127.0.0.1', '--web', String(inboxPort)];
  const child = new Child({
    name: 'The mail catcher',
    command: process.execPath,
    args: [script, ...smtp, ...inbox, '--mail-directory', mailDir, '--max-emails', String(keptMails)],
    logFile,
  });
  await untilReady(child, `http://127.0.0.1:${inboxPort}/api/healthz`);
  return child;
}
