import { chromium, type Browser, type Page } from 'playwright-core';
import { password } from './manager.ts';

/** The browser for tests, if this machine has one. */
export const browserPath = process.env.ROOMNIGHT_CHROMIUM ?? '';

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

interface Window {
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** A page of its own session. It fails the test when the page throws, or asks any other host for anything. */
export async function newPage(browser: Browser, url: string, window: Window = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, ...window });
  await context.route(
    (asked) => asked.origin !== url,
    (route) => {
      throw new Error(`the page asked for ${route.request().url()}`);
    },
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

/** Fills the form and submits it; where that leads is the test's to see. */
export async function signIn(page: Page, url: string, email: string, secret = password): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
