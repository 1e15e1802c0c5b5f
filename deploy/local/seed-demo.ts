import { istNight } from '@roomnight/calendar/night';
import { z } from 'zod';
import { Account } from './demo/account.ts';
import { makeDirectBookings } from './demo/direct-bookings.ts';
import { ORGANIZATION, OWNER_NAME } from './demo/portfolio.ts';
import { setUpPortfolio } from './demo/set-up.ts';
import { demoSignIn } from './demo-sign-in.ts';

/**
 * Fills an empty installation with the demo, through the public API as any client would: an organization with
 * 12 properties, 16 units and 40 listings, some of them backed by the simulator. What is there already stays.
 */
const env = z
  .object({ PUBLIC_URL: z.url(), SIMULATOR_URL: z.url() })
  .parse({ PUBLIC_URL: process.env.PUBLIC_URL, SIMULATOR_URL: process.env.SIMULATOR_URL });

const account = new Account(env.PUBLIC_URL);
if (!(await account.signIn(demoSignIn.email, demoSignIn.password))) {
  await account.signUp({ name: OWNER_NAME, ...demoSignIn });
}
const { viewer } = await account.graphql(
  z.object({ viewer: z.object({ id: z.string() }).nullable() }),
  '{ viewer { id } }',
);
if (viewer === null) await account.createOrganization(ORGANIZATION);
await setUpPortfolio(account, env.SIMULATOR_URL);
await makeDirectBookings(account, istNight(new Date()));
console.log('the demo is filled in');
