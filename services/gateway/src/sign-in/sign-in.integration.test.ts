import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.stop());

const VIEWER = '{ viewer { name email role organization { name } } }';

it('signs a person up with an organization, as its owner', async () => {
  const asha = await gateway.owner('Asha');
  expect(await asha.get(VIEWER)).toEqual({
    viewer: { name: 'Asha', email: asha.email, role: 'OWNER', organization: { name: 'Asha’s stays' } },
  });
});
