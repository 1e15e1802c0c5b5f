import { existsSync } from 'node:fs';
import { onPath } from './tool-cache.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApp = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The browser for tests: the one ROOMNIGHT_CHROMIUM names, or the machine's own. */
export function chromium(): string | undefined {
  return process.env.ROOMNIGHT_CHROMIUM || (onPath(...commands) ?? (existsSync(macApp) ? macApp : undefined));
}
