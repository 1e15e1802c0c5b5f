import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true });
});
afterAll(() => gateway.stop());

it('shows what to do on a platform in its own words, and ticks it off once', async () => {
  const house = await TestHouse.build(gateway, ['gommt']);
  const { rows } = await gateway.database.admin.query<{ id: string }>(
    `WITH list AS (INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at)
       SELECT organization_id, id, 'open', created_at, created_at FROM gateway.listings WHERE id = $1 RETURNING *)
     INSERT INTO checklists.checklist_items (organization_id, checklist_id, listing_id, action, check_in, check_out, status, created_at)
     SELECT organization_id, id, listing_id, 'close', '2026-12-01', '2026-12-04', 'open', opened_at FROM list RETURNING id`,
    [house.listings[0]?.id],
  );
  const itemId = rows[0]?.id;
  const { checklists } = await house.person.get<{ checklists: unknown[] }>(
    `{ checklists(status: OPEN) { listing { platform { key } } items { id title firstNight lastNight steps proof }
       instructions { signInUrl } } }`,
  );
  expect(checklists).toEqual([
    {
      listing: { platform: { key: 'gommt' } },
      items: [
        {
          id: itemId,
          title: expect.stringMatching(/^Close nights 1–3 Dec for Casa on GoMMT/),
          firstNight: '2026-12-01',
          lastNight: '2026-12-03',
          steps: expect.arrayContaining(['Choose the room “Casa”.']),
          proof: expect.any(String),
        },
      ],
      instructions: { signInUrl: 'https://connect.makemytrip.com' },
    },
  ]);

  const tick = () =>
    house.person.get(
      `mutation ($id: ID!) { acknowledgeChecklistItem(itemId: $id) {
         ... on AcknowledgeChecklistItemSuccess { alreadyClosed item { status } } } }`,
      { id: itemId },
    );
  expect(await tick()).toEqual({
    acknowledgeChecklistItem: { alreadyClosed: false, item: { status: 'ACKNOWLEDGED' } },
  });
  expect(await tick()).toEqual({
    acknowledgeChecklistItem: { alreadyClosed: true, item: { status: 'ACKNOWLEDGED' } },
  });
});
