import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';
import { TestPerson } from '../test-person.ts';

const SECRET = {
  extranetId: '77012345',
  signInName: 'Zubeida77',
  password: ' hush hush ',
  note: 'Code to +91 99',
};
const SET = `mutation ($input: SetListingCredentialsInput!) { done: setListingCredentials(input: $input) { __typename
  ... on Error { message } ... on InvalidInput { field }
  ... on SetListingCredentialsSuccess { listing { credentials { setBy setAt signInHint maySee } } } } }`;
const REVEAL = `mutation ($id: ID!) { done: revealListingCredentials(listingId: $id) { __typename ... on Error { message }
  ... on RevealListingCredentialsSuccess { extranetId signInName password note } } }`;
const CLEAR = `mutation ($id: ID!) { done: clearListingCredentials(listingId: $id) { __typename
  ... on ClearListingCredentialsSuccess { listing { credentials { signInHint } } } } }`;

const now = new Date('2026-11-23T06:30:00Z');
let gateway: TestGateway;
let owner: TestPerson;
let house: TestHouse;
let id: string;
const others = new Map<string, TestPerson>();

beforeAll(async () => {
  gateway = await openTestGateway({ clock: () => now });
  owner = await gateway.owner('Asha');
  for (const role of ['manager', 'staff']) {
    const person = new TestPerson(
      gateway.url,
      gateway.app.env.PUBLIC_URL,
      `${role}-${randomUUID()}@example.com`,
    );
    await person.auth('/sign-up/email', { name: role, email: person.email, password: 'a long password' });
    const invited = await owner.auth('/organization/invite-member', { email: person.email, role });
    await person.auth('/organization/accept-invitation', {
      invitationId: JSON.parse(await invited.text()).id,
    });
    others.set(role, person);
  }
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  house = await TestHouse.build(gateway, ['booking_com'], owner);
  id = house.listings[0]?.id ?? '';
});

const as = (role: string): TestPerson => others.get(role) ?? owner;
const set = (input: object, person = owner) =>
  person.get<{ done: { __typename: string } }>(SET, { input: { listingId: id, ...input } });
const reveal = (person = owner) => person.get<{ done: { __typename: string } }>(REVEAL, { id });
const clear = (person = owner) => person.get<{ done: { __typename: string } }>(CLEAR, { id });

async function openChecklist(): Promise<void> {
  await gateway.database.admin.query(
    `INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at)
     SELECT organization_id, id, 'open', $2, $2 FROM gateway.listings WHERE id = $1`,
    [id, now],
  );
}

async function audit() {
  const { rows } = await gateway.database.admin.query(
    `SELECT action, before, after FROM log.audit WHERE subject_id = $1 AND action LIKE '%credentials%' ORDER BY id`,
    [id],
  );
  return rows;
}

describe('sign-in details', () => {
  it('are kept by an owner, and seen as no more than that they are', async () => {
    expect(await set(SECRET)).toEqual({
      done: {
        __typename: 'SetListingCredentialsSuccess',
        listing: { credentials: { setBy: 'Asha', setAt: now.toISOString(), signInHint: 'Z…', maySee: true } },
      },
    });
    const { rows } = await gateway.database.admin.query(
      'SELECT c.*, a.before, a.after FROM gateway.listing_credentials c JOIN log.audit a ON a.subject_id = c.listing_id',
    );
    const stored = rows
      .map((row) => JSON.stringify({ ...row, sealed: row.sealed.toString('latin1') }))
      .join();
    for (const secret of Object.values(SECRET)) expect(stored).not.toContain(secret);
    expect(await audit()).toEqual([
      {
        action: 'listing.credentials-set',
        before: { known: [] },
        after: { known: ['extranetId', 'signInName', 'password', 'note'] },
      },
    ]);
  });

  it('change in what is given, and a null takes away', async () => {
    await set(SECRET);
    await set({ password: 'other', note: null });
    expect(await reveal()).toEqual({
      done: { __typename: 'RevealListingCredentialsSuccess', ...SECRET, password: 'other', note: null },
    });
  });

  it.each([
    ['nothing at all', {}, 'signInName'],
    ['blanks alone', { signInName: ' ', password: '  ' }, 'signInName'],
    ['what is too long', { note: 'x'.repeat(2001) }, 'note'],
    ['what cannot be kept', { password: 'a\u0000b' }, 'password'],
  ])('are not kept of %s, and nothing changes', async (_what, input, field) => {
    expect(await set(input)).toMatchObject({ done: { __typename: 'InvalidInput', field } });
    expect((await reveal()).done.__typename).toBe('NotFound');
    expect(await audit()).toEqual([]);
  });

  it('are forgotten when an owner clears them, and with their listing', async () => {
    await set(SECRET);
    expect(await clear()).toMatchObject({ done: { listing: { credentials: null } } });
    await clear();
    expect((await audit()).map(({ action }) => action)).toEqual([
      'listing.credentials-set',
      'listing.credentials-cleared',
    ]);
    await set(SECRET);
    await owner.get(`mutation ($id: ID!) { deleteListing(listingId: $id) { __typename } }`, { id });
    const { rowCount } = await gateway.database.admin.query(
      'SELECT FROM gateway.listing_credentials WHERE listing_id = $1',
      [id],
    );
    expect(rowCount).toBe(0);
  });
});

describe('who sees them', () => {
  it('is written down, each time', async () => {
    await set(SECRET);
    for (const person of [owner, as('manager')]) {
      expect(await reveal(person)).toEqual({
        done: { __typename: 'RevealListingCredentialsSuccess', ...SECRET },
      });
    }
    const { rows } = await gateway.database.admin.query(
      `SELECT u.name, a.reason FROM log.audit a JOIN auth.users u ON u.id::text = a.actor_id
       WHERE a.subject_id = $1 AND a.action = 'listing.credentials-revealed' ORDER BY a.id`,
      [id],
    );
    expect(rows.map(({ name }) => name)).toEqual(['Asha', 'manager']);
  });

  it('is staff too, while the listing’s checklist is open', async () => {
    await set(SECRET);
    expect(await reveal(as('staff'))).toMatchObject({ done: { __typename: 'Forbidden' } });
    const asked = '{ listings { id credentials { maySee } } }';
    const seen = async () => {
      const { listings } = await as('staff').get<{ listings: { id: string; credentials: object | null }[] }>(
        asked,
      );
      return listings.find((listing) => listing.id === id)?.credentials;
    };
    expect(await seen()).toEqual({ maySee: false });
    await openChecklist();
    expect(await seen()).toEqual({ maySee: true });
    expect((await reveal(as('staff'))).done.__typename).toBe('RevealListingCredentialsSuccess');
    await gateway.database.admin.query(
      `UPDATE checklists.manual_update_checklists SET status = 'done', completed_at = $2 WHERE listing_id = $1`,
      [id, now],
    );
    expect((await reveal(as('staff'))).done.__typename).toBe('Forbidden');
    expect((await audit()).filter(({ action }) => action.endsWith('revealed'))).toHaveLength(1);
  });

  it('is nobody of another organization', async () => {
    await set(SECRET);
    const stranger = await gateway.owner('Stranger');
    for (const trying of [reveal(stranger), clear(stranger), set({ note: 'x' }, stranger)]) {
      expect((await trying).done.__typename).toBe('NotFound');
    }
  });

  it.each(['manager', 'staff'])('never changes them as %s', async (role) => {
    await set(SECRET);
    await openChecklist();
    expect((await set({ note: 'x' }, as(role))).done.__typename).toBe('Forbidden');
    expect((await clear(as(role))).done.__typename).toBe('Forbidden');
    expect(await reveal()).toMatchObject({ done: SECRET });
  });

  it('gets nothing of another listing’s, nor of what was tampered with', async () => {
    await set(SECRET);
    const other = await TestHouse.build(gateway, ['booking_com'], owner);
    const otherId = other.listings[0]?.id;
    await owner.get(SET, { input: { listingId: otherId, note: 'theirs' } });
    const { admin } = gateway.database;
    await admin.query(
      `UPDATE gateway.listing_credentials SET sealed = (SELECT sealed FROM gateway.listing_credentials WHERE listing_id = $2)
       WHERE listing_id = $1`,
      [id, otherId],
    );
    const swapped = await owner.ask(REVEAL, { id });
    expect(swapped.data ?? null).toBeNull();
    expect(JSON.stringify(swapped)).not.toContain('theirs');
    await admin.query(
      `UPDATE gateway.listing_credentials SET sealed = set_byte(sealed, length(sealed) - 1, 0) WHERE listing_id = $1`,
      [otherId],
    );
    const tampered = await owner.ask(REVEAL, { id: otherId });
    expect(tampered.data ?? null).toBeNull();
    expect(JSON.stringify(tampered)).not.toContain('theirs');
  });
});
