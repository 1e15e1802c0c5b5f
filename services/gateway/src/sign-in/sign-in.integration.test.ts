import { randomUUID } from 'node:crypto';
import { platforms } from '@roomnight/platforms/registry';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestPerson } from '../test-person.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.stop());

const VIEWER = '{ viewer { name email role organization { name } } }';
const person = (email: string) => new TestPerson(gateway.url, gateway.app.env.PUBLIC_URL, email);

it('signs a person up with an organization, as its owner, with every platform', async () => {
  const asha = await gateway.owner('Asha');
  expect(await asha.get(VIEWER)).toEqual({
    viewer: { name: 'Asha', email: asha.email, role: 'OWNER', organization: { name: 'Asha’s stays' } },
  });
  const { platforms: given } = await asha.get<{ platforms: { key: string }[] }>(
    '{ platforms { key name type } }',
  );
  expect(given.map(({ key }) => key).toSorted()).toEqual(platforms.map(({ key }) => key).toSorted());
});

it('signs in by password into the organization, and out again', async () => {
  const { email } = await gateway.owner('Bala');
  const again = person(email);
  expect((await again.auth('/sign-in/email', { email, password: 'not the password' })).status).toBe(401);
  const signedIn = await again.auth('/sign-in/email', { email, password: 'a long password' });
  const cookie = signedIn.headers.getSetCookie().join('\n');
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(await again.get('{ viewer { email } }')).toEqual({ viewer: { email } });
  await again.auth('/sign-out', {});
  expect(await again.get('{ viewer { email } }')).toEqual({ viewer: null });
});

it('makes good at sign-in what a crash left out', async () => {
  const { email } = await gateway.owner('Chitra');
  await gateway.database.admin.query(
    `DELETE FROM gateway.ota_platforms USING auth.organizations o WHERE organization_id = o.id AND o.name LIKE 'Chitra%'`,
  );
  const again = person(email);
  await again.auth('/sign-in/email', { email, password: 'a long password' });
  const { platforms: given } = await again.get<{ platforms: unknown[] }>('{ platforms { key } }');
  expect(given).toHaveLength(platforms.length);
});

it('refuses a page of another origin', async () => {
  const { email, cookie } = await gateway.owner('Deepa');
  const elsewhere = new TestPerson(gateway.url, 'https://evil.example', email);
  elsewhere.cookie = cookie;
  const refused = await elsewhere.auth('/organization/create', { name: 'Evil', slug: randomUUID() });
  expect(refused.status).toBe(403);
});

it('lets nobody guess passwords without end', async () => {
  const eve = person('eve@example.com');
  const tries: number[] = [];
  for (let n = 0; n < 12; n++) {
    tries.push(
      (await eve.auth('/sign-in/email', { email: 'victim@example.com', password: `guess ${n} guess` }))
        .status,
    );
  }
  expect(tries).toContain(429);
});

it('keeps passwords hashed, and lets no other role near them', async () => {
  const asha = await gateway.owner('Hema');
  const { rows } = await gateway.database
    .pool('auth')
    .query<{ password: string }>(
      'SELECT password FROM auth.accounts a JOIN auth.users u ON u.id = a.user_id WHERE u.email = $1',
      [asha.email],
    );
  expect(rows[0]?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  const { rows: readers } = await gateway.database.admin.query(
    `SELECT role, relation FROM unnest(ARRAY['roomnight_gateway', 'roomnight_sync', 'roomnight_conflict', 'roomnight_checklist']) role,
       unnest(ARRAY['accounts', 'sessions', 'verifications']) relation WHERE has_table_privilege(role, 'auth.' || relation, 'SELECT')`,
  );
  expect(readers).toEqual([]);
  const { rows: seen } = await gateway.database.admin.query(
    `SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema NOT IN ('auth', 'pg_catalog', 'information_schema')
       AND has_table_privilege('roomnight_auth', format('%I.%I', table_schema, table_name), 'SELECT')`,
  );
  expect(seen).toEqual([]);
});

it('gives a member one role of ours, however it is asked', async () => {
  const owner = await gateway.owner('Isha');
  const member = await gateway.owner('Jaya');
  const invite = (role: string | string[]) =>
    owner.auth('/organization/invite-member', { email: member.email, role });
  for (const role of ['admin', 'member', 'manager,staff', ['manager', 'staff']]) {
    expect([role, (await invite(role)).status]).toEqual([role, 400]);
  }
  const { id } = JSON.parse(await (await invite('staff')).text());
  const accepted = await member.auth('/organization/accept-invitation', { invitationId: id });
  const memberId: unknown = JSON.parse(await accepted.text()).member.id;
  const changed = await owner.auth('/organization/update-member-role', {
    memberId,
    role: ['manager', 'staff'],
  });
  expect(changed.status).toBe(400);
  expect(await member.get('{ viewer { role } }')).toEqual({ viewer: { role: 'STAFF' } });
});

it('deletes no organization: its calendars and its audit belong to it', async () => {
  const owner = await gateway.owner('Kiran');
  const { viewer } = await owner.get<{ viewer: { organization: { id: string } } }>(
    '{ viewer { organization { id } } }',
  );
  const refused = await owner.auth('/organization/delete', { organizationId: viewer.organization.id });
  expect(refused.status).toBe(404);
  expect(await owner.get('{ viewer { role } }')).toEqual({ viewer: { role: 'OWNER' } });
});
