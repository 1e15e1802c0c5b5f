import { once } from 'node:events';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { smtpMailer, type Outcome } from './notify/mailer.ts';
import { reconcileListing } from './reconcile-listing.ts';
import { sendReminder } from './send-reminder.ts';
import { createWorld, dependenciesIn, keepingMailer, type World } from './test-world.ts';

let world: World;
let client: Client;
let deps: Dependencies;

beforeAll(async () => {
  world = await createWorld();
  client = await connectTemporal({
    TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
    TEMPORAL_NAMESPACE: 'default',
  });
  await registerSearchAttributes(client.connection, 'default');
  deps = dependenciesIn(world, { workflows: client.workflow });
});
afterAll(async () => {
  await client.connection.close();
  await world.database.drop();
});

interface ChecklistRow {
  id: string;
  reminders_sent: number;
  remind_at: Date;
}

/** A checklist that asks to close one night far away; its first reminder is due at noon. */
async function openChecklist(): Promise<{
  id: string;
  row: () => Promise<ChecklistRow | undefined>;
  listing: string;
}> {
  const unit = await world.unit('Garden Room');
  const listing = await world.listing(unit, 'booking_com');
  await world.book([unit], '2027-03-01', '2027-03-04');
  await reconcileListing(deps, { organizationId: world.organizationId, listingId: listing, reason: 'test' });
  const row = async () => {
    const { rows } = await world.database.admin.query<ChecklistRow>(
      'SELECT id, reminders_sent, remind_at FROM checklists.manual_update_checklists WHERE listing_id = $1',
      [listing],
    );
    return rows[0];
  };
  return { id: (await row())?.id ?? '', row, listing };
}

const noon = () => new Date('2027-01-20T12:00:00+05:30');
const send = (checklistId: string, mailer: Dependencies['mailer'], number = 1) =>
  sendReminder(
    { ...deps, mailer, clock: noon },
    { organizationId: world.organizationId, checklistId, number },
  );

describe('sendReminder', () => {
  it('mails owners and managers, once however often it is called, and sets the next one', async () => {
    const { id, row } = await openChecklist();
    const mailer = keepingMailer();
    expect(await send(id, mailer)).toEqual({ recipients: 2 });
    expect(await send(id, mailer)).toEqual({ recipients: 0 });
    expect(mailer.letters.map((letter) => letter.to)).toEqual(['manoj@rosa.example', 'olga@rosa.example']);
    expect(mailer.letters[0]?.text).toContain(
      'Close the nights from Mon 1 Mar 2027 to Wed 3 Mar 2027, both included.',
    );
    expect(await row()).toMatchObject({
      reminders_sent: 1,
      remind_at: new Date('2027-01-20T16:00:00+05:30'),
    });
  });

  it('mails once although the attempt died between sending and saying so', async () => {
    const { id, row } = await openChecklist();
    const mailer = keepingMailer();
    const dying = {
      ...mailer,
      send: (letter: Parameters<typeof mailer.send>[0]) => dieAfter(mailer.send(letter)),
    };
    await expect(send(id, dying)).rejects.toThrow('killed');
    await send(id, mailer);
    expect(mailer.letters.map((letter) => letter.to)).toEqual(['manoj@rosa.example', 'olga@rosa.example']);
    // Nobody knows whether the first one arrived, so the next reminder comes as early as a first one.
    expect(await row()).toMatchObject({
      reminders_sent: 1,
      remind_at: new Date('2027-01-20T14:00:00+05:30'),
    });
  });

  it('tries again what was refused, and only that', async () => {
    const { id, row } = await openChecklist();
    let busy = true;
    const mailer = keepingMailer(({ to }) => (busy && to.startsWith('olga') ? 'refused' : 'sent'));
    await expect(send(id, mailer)).rejects.toMatchObject({ type: 'MailRefused', nonRetryable: false });
    expect(await row()).toMatchObject({ reminders_sent: 0 });
    busy = false;
    await send(id, mailer);
    expect(mailer.letters.map((letter) => letter.to)).toEqual(['manoj@rosa.example', 'olga@rosa.example']);
    expect(await row()).toMatchObject({ reminders_sent: 1 });
  });

  it('does not let an address that is never accepted hold up the others', async () => {
    const { id, row } = await openChecklist();
    const mailer = keepingMailer(({ to }): Outcome => (to.startsWith('manoj') ? 'rejected' : 'sent'));
    expect(await send(id, mailer)).toEqual({ recipients: 1 });
    expect(await row()).toMatchObject({
      reminders_sent: 1,
      remind_at: new Date('2027-01-20T16:00:00+05:30'),
    });
  });

  it('sends nothing when nothing is left, nor under another number', async () => {
    const { id, listing } = await openChecklist();
    const mailer = keepingMailer();
    expect(await send(id, mailer, 2)).toEqual({ recipients: 0 });
    await world.database.admin.query(`UPDATE gateway.listings SET status = 'paused' WHERE id = $1`, [
      listing,
    ]);
    await reconcileListing(deps, {
      organizationId: world.organizationId,
      listingId: listing,
      reason: 'test',
    });
    expect(await send(id, mailer)).toEqual({ recipients: 0 });
    expect(mailer.letters).toEqual([]);
  });

  it('arrives at a mail server, with a Message-ID that a second copy would share', async () => {
    const { id } = await openChecklist();
    const arrived: string[] = [];
    const smtp = await startSmtp((raw) => arrived.push(raw));
    const mailer = smtpMailer({ url: smtp.url, from: 'Roomnight <desk@rosa.example>' });
    expect(await send(id, mailer)).toEqual({ recipients: 2 });
    mailer.close();
    await smtp.close();
    expect(arrived).toHaveLength(2);
    expect(arrived[0]).toMatch(/^From: Roomnight <desk@rosa.example>\r?$/m);
    expect(arrived[0]).toMatch(/^Subject: 1 change to make on Booking.com: Casa Rosa, Garden Room\r?$/m);
    expect(arrived[0]).toContain('https://desk.example/checklists');
    const ids = arrived.map((raw) => /^Message-ID: (<\w+@roomnight>)\r?$/m.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain(undefined);
  });

  it('knows what an SMTP server that is away, busy or unwilling means', async () => {
    const letter = { to: 'a@b.example', subject: 's', text: 't', html: 'h', dedupeKey: 'k' };
    const outcomes: Outcome[] = [];
    for (const code of [450, 550]) {
      const smtp = await startSmtp(() => {}, code);
      outcomes.push(await smtpMailer({ url: smtp.url, from: 'x@y.example' }).send(letter));
      await smtp.close();
      outcomes.push(await smtpMailer({ url: smtp.url, from: 'x@y.example' }).send(letter));
    }
    expect(outcomes).toEqual(['refused', 'refused', 'rejected', 'refused']);
  });
});

async function dieAfter(sending: Promise<Outcome>): Promise<Outcome> {
  await sending;
  throw new Error('killed');
}

/** A real SMTP server that keeps what it is sent, or answers each recipient with `refusal`. */
async function startSmtp(
  onMail: (raw: string) => void,
  refusal?: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_, __, callback) {
      callback(refusal === undefined ? null : Object.assign(new Error('not now'), { responseCode: refusal }));
    },
    onData(stream, _, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        onMail(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
