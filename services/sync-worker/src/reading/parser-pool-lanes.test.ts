import { expect, it, vi } from 'vitest';
import { toColumns } from './columns.ts';
import { createParserPool } from './parser-pool.ts';
import { startParseWorker } from './parse-worker.ts';

vi.mock('./parse-worker.ts');

const nothing = toColumns({
  ok: true,
  events: [],
  warnings: [],
  unreadable: 1,
  bookingWindowDays: undefined,
});

it('keeps a feed apart that never ends when expanded, however quick it is when not', async () => {
  const lanes: string[] = [];
  vi.mocked(startParseWorker).mockImplementation(async ({ patient }) => {
    let alive = true;
    return {
      get alive() {
        return alive;
      },
      ask({ expand }) {
        lanes.push(`${patient ? 'patient' : 'quick'}, ${expand ? 'expanded' : 'as it stands'}`);
        return expand ? new Promise(() => undefined) : Promise.resolve(nothing);
      },
      cpuMs: async () => Number.POSITIVE_INFINITY,
      yieldToOthers: () => undefined,
      end: async () => {
        alive = false;
      },
    };
  });
  const pool = createParserPool({ threads: 1, quickMs: 1, deadlineMs: 1 });
  const endless = { calendar: Buffer.from(''), today: '2026-11-23', dialect: 'airbnb', feed: 'endless' };
  await pool.read(endless);
  expect(lanes).toEqual(['quick, expanded', 'patient, as it stands']);
  lanes.length = 0;
  await pool.read(endless);
  expect(lanes).toEqual(['patient, expanded', 'patient, as it stands']);
});
