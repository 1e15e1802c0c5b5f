import { addNights, istNight } from '@roomnight/calendar/night';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, newPage, openBrowser, phone, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { listOn, type SimulatedListing } from './simulated-platform.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const today = istNight(new Date());
const nights = { checkIn: addNights(today, 20), checkOut: addNights(today, 23) };

describe.skipIf(browserPath === '')('a stay that one platform imported from another', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let manager: Manager;
  let airbnb: SimulatedListing;
  let airbnbListing: { id: string };
  let vrboListing: { id: string };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    const unitId = await newUnit(manager, 'Casa Azul', 'Whole villa');
    airbnb = await listOn(product.simulatorUrl, 'airbnb');
    const vrbo = await listOn(product.simulatorUrl, 'vrbo');
    await vrbo.follow(airbnb.feedUrl);
    airbnbListing = await newListing(manager, { unitId, platformKey: 'airbnb', importUrl: airbnb.feedUrl });
    vrboListing = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl: vrbo.feedUrl });
    await syncNow(manager, airbnbListing.id);
    await airbnb.sell(nights, { firstName: 'Mia' });
    await vrbo.visit();
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
  const mirror = () => page.getByTestId('mirror');

  it('is one bar, although the importing platform is read first, and says where else it is shown', async () => {
    expect(await syncNow(manager, vrboListing.id)).toBe('CHANGED');
    await bars().filter({ hasText: 'VRBO' }).waitFor();
    expect(await syncNow(manager, airbnbListing.id)).toBe('CHANGED');
    await bars().filter({ hasText: 'Airbnb' }).waitFor();
    expect(await bars().count()).toBe(1);

    await bars().click();
    await mirror().getByText('Also shown on VRBO, which imported it from Airbnb.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('becomes a conflict when a person says that they are not the same', async () => {
    await mirror().getByRole('button', { name: 'Not the same' }).click();
    await mirror().getByRole('button', { name: 'Yes, two bookings' }).click();
    await page.getByRole('heading', { name: /^Booked although closed: / }).waitFor();
    expect(await bars().count()).toBe(2);
    expect(await mirror().count()).toBe(0);
  });

  it('is one booking again when they say so on the conflict, on a phone too', async () => {
    await page.setViewportSize(phone);
    await page.goto(`${product.url}/conflicts`);
    const conflict = page.getByTestId('conflict');
    await conflict.getByRole('button', { name: 'The same booking' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await conflict.getByLabel('Why (if you like)').fill('One guest, two calendars');
    await conflict.getByRole('button', { name: 'Yes, one guest' }).click();
    await page.getByText('No night is sold twice').waitFor();
    const { conflicts } = await manager.ask<{ conflicts: { nodes: { resolution: string }[] } }>(
      '{ conflicts(status: [RESOLVED]) { nodes { resolution } } }',
    );
    expect(conflicts.nodes).toEqual([
      { resolution: 'A person said that the two are the same booking: One guest, two calendars' },
    ]);
  });
});
