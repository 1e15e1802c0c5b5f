import { addNights, istNight } from '@roomnight/calendar/night';
import { formatStay } from '@roomnight/calendar/format';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, newPage, openBrowser, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { listOn, type SimulatedListing } from './simulated-platform.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const today = istNight(new Date());
const nights = { checkIn: addNights(today, 3), checkOut: addNights(today, 6) };
const compact = (night: string) => night.replaceAll('-', '');

describe.skipIf(browserPath === '')('a night sold on one platform', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let manager: Manager;
  let unitId: string;
  let airbnb: SimulatedListing;
  let vrbo: SimulatedListing;
  let airbnbListing: { id: string; exportUrl: string };
  let vrboListing: { id: string; exportUrl: string };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    unitId = await newUnit(manager, 'Casa Azul', 'Whole villa');
    airbnb = await listOn(product.simulatorUrl, 'airbnb');
    vrbo = await listOn(product.simulatorUrl, 'vrbo');
    airbnbListing = await newListing(manager, { unitId, platformKey: 'airbnb', importUrl: airbnb.feedUrl });
    vrboListing = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl: vrbo.feedUrl });
    await syncNow(manager, airbnbListing.id);
    await syncNow(manager, vrboListing.id);
    page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await page.getByRole('grid').waitFor();
    await page.getByTestId('live').getByText('Live').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const bars = () => page.locator('a[data-booking]');

  it('appears in the calendar without reload', async () => {
    expect(await bars().count()).toBe(0);
    await page.evaluate(`document.body.dataset.notReloaded = ''`);
    await airbnb.sell(nights, { firstName: 'Mia' });
    expect(await syncNow(manager, airbnbListing.id)).toBe('CHANGED');

    await bars().first().waitFor();
    expect(await bars().first().textContent()).toContain(`Airbnb, ${formatStay(nights)}`);
    expect(await page.locator('body[data-not-reloaded]').count()).toBe(1);
  });

  it('is closed in the export for the other platform, and absent from its own', async () => {
    const [forVrbo, forAirbnb] = await Promise.all(
      [vrboListing, airbnbListing].map(async ({ exportUrl }) => (await fetch(exportUrl)).text()),
    );
    expect(forVrbo).toContain(`DTSTART;VALUE=DATE:${compact(nights.checkIn)}`);
    expect(forVrbo).toContain(`DTEND;VALUE=DATE:${compact(nights.checkOut)}`);
    expect(forAirbnb).not.toContain(compact(nights.checkIn));
  });

  it('is a conflict on the page within a second of the import, when the other platform sold it too', async () => {
    const word = page.getByText('Conflict', { exact: true });
    expect(await word.count()).toBe(0);
    await vrbo.sell(nights, { firstName: 'Ravi', force: true });
    expect(await syncNow(manager, vrboListing.id)).toBe('CHANGED');

    // The answer came after the import was committed; the page has a second from then.
    await word.first().waitFor({ timeout: 1000 });
    expect(await bars().count()).toBe(2);
    expect(await page.locator('body[data-not-reloaded]').count()).toBe(1);
  });

  it('is explained in the inbox, which leads back to the spot', async () => {
    await page.getByRole('link', { name: 'Conflicts' }).first().click();
    const conflict = page.getByTestId('conflict');
    await conflict.waitFor();
    expect(await conflict.count()).toBe(1);
    const text = await conflict.innerText();
    for (const word of ['Casa Azul', 'Airbnb', 'VRBO', 'Wanted twice']) expect(text).toContain(word);

    await conflict.getByRole('link', { name: 'Show in the calendar' }).click();
    await page.getByRole('heading', { name: /^Wanted twice: / }).waitFor();
    expect(await page.getByText('Also wanted by').count()).toBe(1);
  });

  it('is left by a way out that a person chooses, step by step, and that can be undone', async () => {
    const later = { checkIn: addNights(today, 20), checkOut: addNights(today, 22) };
    await airbnb.sell(later, { firstName: 'Noor' });
    await syncNow(manager, airbnbListing.id);
    await manager.ask(
      `mutation ($input: CreateBookingInput!) { createBooking(input: $input) { __typename } }`,
      {
        input: {
          unitId,
          ...later,
          guestName: 'Kabir',
          override: { reason: 'Promised on the telephone' },
          idempotencyKey: 'booking-of-kabir',
        },
      },
    );
    await page.goto(`${product.url}/conflicts`);
    const conflict = page.getByTestId('conflict').filter({ hasText: 'Direct' });
    await conflict.getByRole('link', { name: 'Ways out' }).click();
    const ways = page.getByTestId('recommendation');
    await ways.first().waitFor();
    await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
    await ways
      .filter({ hasText: 'Cancel the direct stay' })
      .getByRole('button', { name: 'Choose this' })
      .click();
    await page.getByTestId('steps').waitFor();
    await page.getByText('A message to send').click();
    await page.getByText('Dear Kabir,').waitFor();
    await expect.poll(() => seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel it now' }).click();
    await page.getByText('It is over.', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await ways.first().waitFor();
    expect(await page.getByText('It is over.', { exact: true }).count()).toBe(0);
  });
});
