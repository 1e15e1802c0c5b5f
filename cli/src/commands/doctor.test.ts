import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../commands.ts';
import { runCommand } from '../run-command.ts';

const calendar = [
  'BEGIN:VCALENDAR',
  'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20990101',
  'DTEND;VALUE=DATE:20990101',
  'UID:1418fb94e984-00000000000000000000000000000000@airbnb.com',
  'SUMMARY:Reserved',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const server = createServer((_, response) => response.end(calendar));
let folder: string;
let host: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roomnight-doctor-'));
  writeFileSync(join(folder, 'feed.ics'), calendar);
  writeFileSync(join(folder, 'page.ics'), '<html>Sign in</html>');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

async function run(...args: string[]) {
  const told: string[] = [];
  const terminal = {
    print: (text: string) => told.push(text),
    folder,
    environment: { FEED_ALLOW_PRIVATE: host },
  };
  const code = await runCommand(commands, ['doctor', ...args], terminal, (text) => told.push(text));
  return { code, text: told.join('\n') };
}

it('examines a file in the folder the person is in, and names the lines of its warnings', async () => {
  const { code, text } = await run('feed.ics');
  expect(code).toBe(0);
  expect(text).toContain('Airbnb (certain)');
  expect(text).toContain('line 4: ');
});

it('examines an address, and prints no part of its secret', async () => {
  const { code, text } = await run(`http://${host}/calendar/ical/1.ics?s=s3cr3t`, '--platform', 'airbnb');
  expect(code).toBe(0);
  expect(text).toContain('read as airbnb');
  expect(text).not.toContain('s3cr3t');
});

it('prints the report as JSON', async () => {
  const { text } = await run('feed.ics', '--json');
  expect(JSON.parse(text)).toMatchObject({ readAs: 'airbnb', counts: { stays: 1 } });
});

it.each([
  [['page.ics'], 1, 'not importable'],
  [['nowhere.ics'], 1, 'There is no file nowhere.ics.'],
  [['http://10.0.0.1/x.ics'], 1, 'private network'],
  [[], 2, 'Give one address or one file.'],
  [['feed.ics', '--platform', 'nowhere'], 2, 'No platform with feeds is called "nowhere": airbnb'],
])('%j ends with %i', async (args, code, message) => {
  const ended = await run(...args);
  expect(ended.code).toBe(code);
  expect(ended.text).toContain(message);
});
