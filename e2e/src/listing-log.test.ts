import { istNight } from '@roomnight/calendar/night';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, desktop, newPage, openBrowser, phone, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { type PlantedFeeds, startPlantedFeeds } from './planted-feeds.ts';
import { startProduct, type Product } from './product.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const windows = [
  { name: 'a desk, light', viewport: desktop, colorScheme: 'light' },
  { name: 'a phone, dark', viewport: phone, colorScheme: 'dark' },
] as const;

describe.skipIf(browserPath === '')('a listing’s page', () => {
  let product: Product;
  let browser: Browser;
  let manager: Manager;
  let feeds: PlantedFeeds;
  const listings: Record<string, string> = {};

  beforeAll(async () => {
    feeds = await startPlantedFeeds(istNight(new Date()), 'Mia');
    process.env.FEED_ALLOW_PRIVATE = feeds.host;
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    for (const behaviour of ['healthy', 'sign-in page'] as const) {
      const unitId = await newUnit(manager, behaviour, 'Whole house');
      const importUrl = feeds.address(behaviour).url;
      const { id } = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl });
      listings[behaviour] = id;
      await syncNow(manager, id);
    }
    const unitId = await newUnit(manager, 'By hand', 'Whole house');
    listings.byHand = (await newListing(manager, { unitId, platformKey: 'booking_com' })).id;
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await feeds?.stop();
  });

  it.each(windows)('says on $name how each sync went and why, and shows those asked for', async (window) => {
    const page = await newPage(browser, product.url, window);
    await signIn(page, product.url, manager.email);
    await page.waitForURL(/\/calendar|\/$/);
    await page.goto(`${product.url}/listings/${listings.healthy}`);
    const log = page.getByRole('region', { name: 'Sync log' });
    const runs = log.getByRole('list', { name: 'Syncs, newest first' });
    await runs.getByText('Changed', { exact: true }).first().waitFor();
    expect(await log.innerText()).toContain('all of them good');
    await log.getByText('Show as a table').click();
    await log.getByRole('columnheader', { name: 'Longest' }).waitFor();
    await runs.getByText('What came is kept, sealed').first().click();
    await runs.getByText('npm run roomnight -- replay').first().waitFor();
    await log.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await log.getByText('No sync like that is kept.').waitFor();
    await log.getByRole('button', { name: 'Clear' }).click();
    await runs.waitFor();

    await page.goto(`${product.url}/listings/${listings['sign-in page']}`);
    await runs.getByText('Not a calendar').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await page.context().close();
  });

  it.each(windows)(
    'keeps sign-in details on $name, and shows them when they are asked for',
    async (window) => {
      const page = await newPage(browser, product.url, window);
      await signIn(page, product.url, manager.email);
      await page.waitForURL(/\/calendar|\/$/);
      await page.goto(`${product.url}/listings/${listings.byHand}`);
      const section = page.getByRole('region', { name: 'Sign-in details' });
      await section.getByRole('button', { name: /^(Enter|Change)$/ }).click();
      const form = page.getByRole('dialog', { name: 'Sign-in details' });
      await form.getByLabel('Extranet id').fill('7701');
      await form.getByLabel('Password').fill('hush-hush');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'hidden' });
      await section.getByRole('button', { name: 'Show', exact: true }).click();
      const shown = section.getByTestId('credentials');
      await shown.getByText('7701').waitFor();
      expect(await shown.innerText()).not.toContain('hush-hush');
      await shown.getByRole('button', { name: 'Show the password' }).click();
      await shown.getByText('hush-hush').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await section.getByRole('button', { name: 'Hide', exact: true }).click();
      await section.getByRole('button', { name: 'Forget them' }).click();
      await section.getByRole('button', { name: 'Forget them' }).click();
      await section.getByText('None are kept.').waitFor();
      await page.context().close();
    },
  );
});
