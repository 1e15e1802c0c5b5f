import { expect, it, vi } from 'vitest';
import { toColumns } from './columns.ts';
import { startParseWorker } from './parse-worker.ts';
import { createParserPool } from './parser-pool.ts';
import { startPatientReader } from './patient-reader.ts';

vi.mock('./parse-worker.ts');
vi.mock('./patient-reader.ts');

const nothing = toColumns({
  ok: true,
  events: [],
  warnings: [],
  unreadable: 1,
  bookingWindowDays: undefined,
});

it('keeps a feed apart until it is read in the time of a quick one', async () => {
  const lanes: string[] = [];
  let patientlyQuick = false;
  vi.mocked(startParseWorker).mockImplementation(async () => {
    let alive = true;
    return {
      get alive() {
        return alive;
      },
      ask() {
        lanes.push('quick');
        return new Promise(() => undefined);
      },
      cpuMs: async () => Number.POSITIVE_INFINITY,
      end: async () => {
        alive = false;
      },
    };
  });
  vi.mocked(startPatientReader).mockResolvedValue({
    alive: true,
    async ask() {
      lanes.push('patient');
      return { answer: nothing, quick: patientlyQuick };
    },
    end: async () => undefined,
  });
  const pool = createParserPool({ threads: 1, quickMs: 1 });
  const lanesOf = async (feed: string) => {
    lanes.length = 0;
    await pool.read({ calendar: Buffer.from(''), today: '2026-11-23', dialect: 'airbnb', feed });
    return lanes;
  };
  expect(await lanesOf('endless')).toEqual(['quick', 'patient']);
  expect(await lanesOf('endless')).toEqual(['patient']);
  expect(await lanesOf('another')).toEqual(['quick', 'patient']);
  patientlyQuick = true;
  expect(await lanesOf('endless')).toEqual(['patient']);
  expect(await lanesOf('endless')).toEqual(['quick', 'patient']);
});
