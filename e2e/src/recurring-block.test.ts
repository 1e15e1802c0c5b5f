import { randomUUID } from 'node:crypto';
import { formatNightWithWeekday } from '@roomnight/calendar/format';
import { addNights, istNight } from '@roomnight/calendar/night';
import { weekdayName, weekdayOf } from '@roomnight/calendar/recurrence-words';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './accessibility.ts';
import { browserPath, newPage, openBrowser, signIn } from './browser.ts';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { newUnit } from './unit.ts';

const today = istNight(new Date());
const [first, second, third] = [2, 9, 16].map((days) => addNights(today, days)) as [string, string, string];
const sentence = `Every ${weekdayName(weekdayOf(first))}`;

describe.skipIf(browserPath === '')('a block that comes again', () => {
  let product: Product;
  let browser: Browser;
  let manager: Manager;
  let page: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    manager = await newManager(product.url);
    const unitId = await newUnit(manager, 'Haveli Gulab', 'Amer room');
    await manager.ask(
      'mutation ($input: CreateBookingInput!) { createBooking(input: $input) { __typename } }',
      {
        input: {
          unitId,
          checkIn: second,
          checkOut: addNights(second, 1),
          guestName: 'Mia Fernandes',
          idempotencyKey: randomUUID(),
        },
      },
    );
    page = await newPage(browser, product.url);
    await signIn(page, product.url, manager.email);
    await page.locator('a[data-booking]', { hasText: 'Mia Fernandes' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('says which nights it will close and who holds some of them, closes the others, and ends', async () => {
    await page.getByRole('button', { name: 'New booking' }).first().click();
    const form = page.getByRole('dialog', { name: 'Take nights' });
    await form.getByRole('tab', { name: 'Block' }).click();
    await form.getByLabel('Check-in').fill(first);
    await form.getByLabel('Check-out').fill(addNights(first, 1));
    await form.getByLabel('Repeats').click();
    await page.getByRole('option', { name: 'Every week, or every few weeks' }).click();
    await form.getByLabel('Reason').fill('Deep cleaning');

    const preview = form.getByTestId('recurring-preview');
    await preview.waitFor();
    expect(await preview.innerText()).toBe(
      `${sentence}, next: ${[first, second, third].map(formatNightWithWeekday).join(', ')}, …`,
    );
    const holder = form.getByText(`${formatNightWithWeekday(second)}: Mia Fernandes`);
    await holder.waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await form.getByRole('button', { name: 'Block these nights' }).click();
    const refusal = form.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('Mia Fernandes');
    const blocks = page.locator('a[data-booking]', { hasText: 'Blocked' });
    expect(await blocks.count()).toBe(0);

    await form.getByLabel('Leave out those that are taken').click();
    await form.getByRole('button', { name: 'Block these nights' }).click();
    await form.waitFor({ state: 'hidden' });
    await blocks.nth(1).waitFor();

    await blocks.first().click();
    const series = page.getByTestId('recurring-block');
    await series.waitFor();
    expect(await series.innerText()).toContain(sentence);
    expect(await series.innerText()).toContain(
      `Left out as long as somebody holds the nights: ${formatNightWithWeekday(second)}.`,
    );
    await series.getByRole('button', { name: 'End this series' }).click();
    await series.getByRole('button', { name: 'Yes, end it' }).click();
    await blocks.first().waitFor({ state: 'hidden' });
    expect(await page.locator('a[data-booking]').count()).toBe(1);
  });
});
