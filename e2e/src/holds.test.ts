import { formatNights } from '@roomnight/calendar/format';
import { addNights, istNight } from '@roomnight/calendar/night';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, newPage, openBrowser, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { newUnit } from './unit.ts';

const today = istNight(new Date());
const nights = { checkIn: addNights(today, 3), checkOut: addNights(today, 8) };

describe.skipIf(browserPath === '')('nights on hold', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let manager: Manager;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    await newUnit(manager, 'Casa Azul', 'Whole villa');
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
  const form = () => page.getByRole('dialog', { name: 'Take nights' });

  async function ask(guest: string): Promise<void> {
    await page.getByRole('button', { name: 'New booking' }).first().click();
    await form().getByLabel('Check-in').fill(nights.checkIn);
    await form().getByLabel('Check-out').fill(nights.checkOut);
    await form().getByLabel('Guest').fill(guest);
  }

  it('are shown with their end, to everybody and without reload', async () => {
    await ask('Meera');
    await form().getByLabel('Book or hold').click();
    await page.getByRole('option', { name: 'Hold for 15 minutes' }).click();
    await form().getByRole('button', { name: 'Hold these nights' }).click();
    await bars().first().waitFor();
    expect(await bars().first().textContent()).toMatch(/Held until \d\d:\d\d IST: Meera/);
  });

  it('are refused to the next one, whom an owner may book anyway with a reason', async () => {
    await ask('Ravi');
    await form().getByRole('button', { name: 'Book these nights' }).click();
    const refusal = form().getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(/taken: hold until/);
    await form().getByRole('button', { name: 'Book anyway …' }).click();
    await form().getByLabel('Why').fill('The bank has confirmed');
    await form().getByRole('button', { name: 'Yes, book anyway' }).click();
    await form().waitFor({ state: 'hidden' });
    await bars().nth(1).waitFor();
  });

  it('cannot be confirmed once somebody else has them, and are released', async () => {
    await bars().filter({ hasText: 'Meera' }).click();
    const panel = page.getByRole('dialog', { name: /^Held until/ });
    await panel.getByRole('button', { name: 'Confirm booking' }).click();
    await panel.getByTestId('hold').getByRole('alert').waitFor();
    expect(await panel.textContent()).toContain(formatNights(nights));
    await panel.getByRole('button', { name: 'Release nights' }).click();
    await panel.waitFor({ state: 'hidden' });
    await bars().nth(1).waitFor({ state: 'detached' });
    expect(await bars().first().textContent()).toContain('Ravi');
  });

  it('become a booking when they are confirmed', async () => {
    const { calendar } = await manager.ask<{ calendar: { units: { unit: { id: string } }[] } }>(
      `query ($from: Night!, $to: Night!) { calendar(from: $from, to: $to) { units { unit { id } } } }`,
      { from: nights.checkIn, to: nights.checkOut },
    );
    await manager.ask(`mutation ($input: CreateHoldInput!) { createHold(input: $input) { __typename } }`, {
      input: {
        unitId: calendar.units[0]?.unit.id,
        checkIn: nights.checkOut,
        checkOut: addNights(nights.checkOut, 4),
        guestName: 'Kabir',
        minutes: 60,
        idempotencyKey: 'hold-of-kabir',
      },
    });
    await bars().filter({ hasText: 'Held until' }).click();
    await page.getByTestId('hold').getByRole('button', { name: 'Confirm booking' }).click();
    await page.getByTestId('hold').waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'Kabir' }).waitFor();
    expect(await bars().filter({ hasText: 'Held until' }).count()).toBe(0);
  });
});
