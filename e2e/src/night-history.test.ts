import { formatStay } from '@roomnight/calendar/format';
import { addNights, istNight } from '@roomnight/calendar/night';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, newPage, openBrowser, phone, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { listOn } from './simulated-platform.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const today = istNight(new Date());
const nights = { checkIn: addNights(today, 20), checkOut: addNights(today, 23) };

describe.skipIf(browserPath === '')('why a night is closed', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let manager: Manager;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    const unitId = await newUnit(manager, 'Casa Azul', 'Whole villa');
    const airbnb = await listOn(product.simulatorUrl, 'airbnb');
    const listing = await newListing(manager, { unitId, platformKey: 'airbnb', importUrl: airbnb.feedUrl });
    await syncNow(manager, listing.id);
    await airbnb.sell(nights, { firstName: 'Mia' });
    await syncNow(manager, listing.id);
    page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await page.locator('a[data-booking]').first().waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const panel = () => page.getByRole('dialog', { name: 'Why is this night closed?' });
  const answer = () => panel().getByTestId('night-answer');

  it('is one press away from the booking, and says which feed closed it', async () => {
    await page.locator('a[data-booking]').first().click();
    await page.getByRole('button', { name: 'Why is this night closed?' }).last().click();
    await answer()
      .getByText(`Closed by the Airbnb stay of ${formatStay(nights)}`)
      .waitFor();
    const timeline = await panel().getByTestId('night-timeline').innerText();
    expect(timeline).toContain(`Airbnb’s feed showed a stay of ${formatStay(nights)}, which took the night.`);
    expect(timeline).not.toContain('Mia');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('steps to how it was before, and back', async () => {
    await panel().getByRole('button', { name: 'Previous change' }).click();
    await answer().getByText('Free: nobody has wanted it.').waitFor();
    await panel().getByTestId('calendar-then').getByText('This is the calendar as it was on').waitFor();
    expect(await panel().getByRole('button', { name: 'Previous change' }).isDisabled()).toBe(true);
    await panel().getByRole('button', { name: 'Next change' }).click();
    await answer().getByText('Closed by the Airbnb stay').waitFor();
    await panel().getByRole('button', { name: 'Now' }).click();
    await panel().getByTestId('calendar-then').waitFor({ state: 'detached' });
  });

  it('answers for any night and moment on a phone, and refuses what is to come', async () => {
    await page.setViewportSize(phone);
    await panel().getByLabel('Night', { exact: true }).fill(nights.checkOut);
    await answer().getByText('Free: nobody has wanted it.').waitFor();
    const moment = panel().getByLabel('As it was at (IST)');
    await moment.fill('2020-01-01T10:00:00');
    await panel().getByText('This is the calendar as it was on Wed 1 Jan 2020, 10:00 IST').waitFor();
    await moment.fill('2099-01-01T10:00:00');
    await panel().getByRole('alert').getByText('This must not be in the future').waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
