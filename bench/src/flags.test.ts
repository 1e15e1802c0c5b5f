import { SetupFailure } from '@roomnight/local/failure';
import { expect, test } from 'vitest';
import { parseFlags } from './flags.ts';
import { goals } from './goals.ts';

test('measures everything unless told otherwise', () => {
  expect(parseFlags([])).toEqual({ names: Object.keys(goals), json: undefined });
});

test('measures what is named, once and in the usual order', () => {
  expect(parseFlags(['locks.hot-ratio', '--json', 'out.json', 'sync.read-ratio', 'locks.hot-ratio'])).toEqual(
    { names: ['sync.read-ratio', 'locks.hot-ratio'], json: 'out.json' },
  );
});

test('refuses what it does not know, and names what there is', () => {
  expect(() => parseFlags(['sync.nonsense'])).toThrow(SetupFailure);
  expect(() => parseFlags(['sync.nonsense'])).toThrow(/sync\.nonsense.*sync\.poll-rate/s);
  expect(() => parseFlags(['--fast'])).toThrow(SetupFailure);
});
