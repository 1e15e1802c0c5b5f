import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNights, istNight } from '@roomnight/calendar/night';
import type { Browser } from 'playwright-core';
import { seriousFindings } from './accessibility.ts';
import { browserPath, desktop, newPage, openBrowser, phone, signIn } from './browser.ts';
import { newManager, password, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { newUnit } from './unit.ts';

const today = istNight(new Date());
const day = (offset: number) => addNights(today, offset).replaceAll('-', '');
const calendar = [
  'BEGIN:VCALENDAR',
  'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  `DTSTART;VALUE=DATE:${day(10)}`,
  `DTEND;VALUE=DATE:${day(13)}`,
  'UID:1418fb94e984-0a1b2c3d4e5f60718293a4b5c6d7e8f9@airbnb.com',
  'SUMMARY:Reserved',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:2026',
  'SUMMARY:Reserved',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

describe.skipIf(browserPath === '')('the feed doctor', () => {
  let product: Product;
  let browser: Browser;
  let manager: Manager;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    await newUnit(manager, 'Haveli Gulab', 'Amer room');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('reads a file and says what it would change, on a %s', async (_, size) => {
    const page = await newPage(browser, product.url, { viewport: size });
    await signIn(page, product.url, manager.email, password);
    await page.getByRole('link', { name: 'Listings' }).first().click();
    await page.getByRole('link', { name: 'Feed doctor' }).click();
    await page.getByLabel('Calendar file').setInputFiles({
      name: 'feed.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(calendar),
    });
    await page.getByLabel('To import to').click();
    await page.getByRole('option', { name: /Haveli Gulab/ }).click();
    await page.getByRole('button', { name: 'Look at it' }).click();
    const report = page.getByRole('status').filter({ hasText: 'Airbnb' });
    await report.waitFor();
    const text = await report.innerText();
    expect(text).toContain('Certainly Airbnb');
    expect(text).toContain('What importing it would do');
    expect(text).toContain('Line 10');
    // Off the button, which is lighter while it is pointed at.
    await page.mouse.move(0, 0);
    await expect.poll(() => seriousFindings(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('says why an address cannot be read', async () => {
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email, password);
    await page.getByRole('link', { name: 'Listings' }).first().click();
    await page.goto(`${product.url}/doctor`);
    await page.getByLabel('Address of the feed').fill('http://192.168.1.1/calendar.ics');
    await page.getByRole('button', { name: 'Look at it' }).click();
    const why = page.getByText('inside a private network');
    await why.waitFor();
    expect(await page.getByText('The report appears here.').isVisible()).toBe(true);
  });
});
