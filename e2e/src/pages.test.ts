import { formatNights } from '@roomnight/calendar/format';
import { addNights, istNight } from '@roomnight/calendar/night';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, desktop, newPage, openBrowser, phone, signIn } from './browser.ts';
import { newManager, password, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { newListing, newUnit } from './unit.ts';

const today = istNight(new Date());
const nights = { checkIn: addNights(today, 2), checkOut: addNights(today, 5) };

describe.skipIf(browserPath === '')('the dashboard', () => {
  let product: Product;
  let browser: Browser;
  let manager: Manager;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    const unitId = await newUnit(manager, 'Haveli Gulab', 'Amer room');
    await newListing(manager, { unitId, platformKey: 'booking_com' });
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function book(page: Page, guest: string): Promise<void> {
    await page.getByRole('button', { name: 'New booking' }).first().click();
    const form = page.getByRole('dialog', { name: 'Take nights' });
    await form.getByLabel('Check-in').fill(nights.checkIn);
    await form.getByLabel('Check-out').fill(nights.checkOut);
    await form.getByLabel('Guest').fill(guest);
    await form.getByRole('button', { name: 'Book these nights' }).click();
  }

  it('says that a password is wrong, and lets nobody in', async () => {
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email, 'not-the-password');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('do not belong together');
    await page.goto(`${product.url}/listings`);
    await page.waitForURL(/\/sign-in\?next=/);
  });

  it('leads a new person from an account to a first property', async () => {
    const page = await newPage(browser, product.url);
    await page.goto(`${product.url}/sign-in`);
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill('Ravi Menon');
    await page.getByLabel('Organization').fill('Backwater Homes');
    await page.getByLabel('E-mail').fill(`ravi-${Date.now()}@roomnight.example`);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();

    await page.getByText('Your calendar begins with a property').waitFor();
    await page.getByRole('button', { name: 'Add property' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Lake House');
    await form.getByLabel('City').fill('Kochi');
    await form.getByRole('button', { name: 'Add property' }).click();
    const row = page.getByRole('grid').getByRole('rowheader', { name: 'Lake House' });
    await row.waitFor();
    expect(await row.count()).toBe(1);
  });

  it('books nights, and refuses them to the next with the name of who holds them', async () => {
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await book(page, 'Mia Fernandes');
    await page.locator('a[data-booking]', { hasText: 'Mia Fernandes' }).waitFor();

    await book(page, 'Ravi Menon');
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain(`${formatNights(nights)}: held by `);
    expect(await refusal.innerText()).toContain('Mia Fernandes');
    expect(await page.locator('a[data-booking]').count()).toBe(1);
  });

  it('takes nights by dragging over them, and by clicking the first and the last day', async () => {
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    const row = page.getByRole('row').filter({ hasText: 'Amer room' });
    await row.locator('[data-run]').first().waitFor();
    const dayWidth = (await page.getByRole('columnheader').nth(1).boundingBox())?.width ?? 0;
    const left = (await row.boundingBox())?.x ?? 0;
    const top = ((await row.boundingBox())?.y ?? 0) + 5;
    const at = (day: number) => [left + (day + 0.5) * dayWidth, top] as const;
    const form = page.getByRole('dialog', { name: 'Take nights' });
    const chosen = async () => ({
      checkIn: await form.getByLabel('Check-in').inputValue(),
      checkOut: await form.getByLabel('Check-out').inputValue(),
    });

    await page.mouse.move(...at(8));
    await page.mouse.down();
    await page.mouse.move(...at(11), { steps: 4 });
    await page.mouse.up();
    expect(await chosen()).toEqual({ checkIn: addNights(today, 8), checkOut: addNights(today, 11) });
    await form.getByRole('button', { name: 'Leave' }).click();
    await form.waitFor({ state: 'hidden' });

    await page.mouse.click(...at(16));
    await page.mouse.click(...at(14));
    expect(await chosen()).toEqual({ checkIn: addNights(today, 14), checkOut: addNights(today, 16) });
  });

  it('takes back a checklist item that was ticked by mistake, and sends one that was meant', async () => {
    const page = await newPage(browser, product.url, { viewport: phone });
    await page.clock.install();
    await signIn(page, product.url, manager.email);
    await page.getByRole('link', { name: /^Checklists/ }).click();
    // One more where the nights go over the end of a month: that platform's calendar shows a month at a time.
    const items = page.getByRole('listitem', { name: /^Close night/ });
    const item = items.first();
    await item.waitFor();

    await item.getByRole('button', { name: 'Done' }).click();
    await item.getByRole('button', { name: /^Undo/ }).click();
    await page.clock.runFor(11_000);
    expect(await item.getByRole('button', { name: 'Done' }).count()).toBe(1);

    const left = items.getByRole('button', { name: 'Done' });
    while ((await left.count()) > 0) await left.first().click();
    await page.clock.runFor(11_000);
    await page.getByText('Nothing to do by hand').waitFor();
    expect(await items.count()).toBe(0);
  });

  it('deletes a listing once a person has read what that does', async () => {
    const unitId = await newUnit(manager, 'Palm Shack', 'Palm Shack');
    const { exportUrl } = await newListing(manager, { unitId, platformKey: 'gommt' });
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await page.getByRole('link', { name: 'Listings' }).click();
    const row = page.getByTestId('listing').filter({ hasText: 'Palm Shack' });
    const dialog = page.getByRole('dialog', { name: 'Delete this listing?' });
    const ask = async () => {
      await row.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete listing' }).click();
      await dialog.getByText('Its export address stops answering for good').waitFor();
    };

    await ask();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect([await row.count(), (await fetch(exportUrl)).status]).toEqual([1, 200]);

    await ask();
    await dialog.getByRole('button', { name: 'Delete listing' }).click();
    await row.waitFor({ state: 'detached' });
    expect((await fetch(exportUrl)).status).toBe(404);
  });

  it('lists the keys of the calendar by a press of "?" and by a button', async () => {
    const page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await page.getByRole('grid').waitFor();
    const dialog = page.getByRole('dialog', { name: 'Keys in the calendar' });
    await page.keyboard.press('?');
    await dialog.getByText('Block the selected nights').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    const find = page.getByRole('searchbox', { name: 'Find a unit' });
    await find.pressSequentially('?');
    expect([await find.inputValue(), await dialog.count()]).toEqual(['?', 0]);
  });

  describe.each([
    ['light', 'desktop', desktop],
    ['light', 'phone', phone],
    ['dark', 'desktop', desktop],
    ['dark', 'phone', phone],
  ] as const)('in %s on a %s', (colorScheme, _device, viewport) => {
    it('has no serious accessibility finding and fits the screen on any page', async () => {
      const page = await newPage(browser, product.url, { colorScheme, viewport });
      await page.goto(`${product.url}/sign-in`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await signIn(page, product.url, manager.email);
      await page.locator('[data-booking]').first().waitFor();

      for (const path of ['calendar', 'conflicts', 'checklists', 'listings', 'platforms', 'alerts']) {
        await page.goto(`${product.url}/${path}`);
        await page.getByTestId('live').getByText('Live').waitFor();
        await page.waitForLoadState('networkidle');
        const wider = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
        expect({ path, findings: await seriousFindings(page), wider }).toEqual({
          path,
          findings: [],
          wider: false,
        });
      }
    });
  });
});
