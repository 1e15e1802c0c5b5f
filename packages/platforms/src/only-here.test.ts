import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { platforms } from './registry.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** OTAs by any of their names, their keys among them; a listing on one is nobody else's business. */
const names = [
  ...platforms.filter(({ base }) => base === undefined).map(({ key }) => key),
  'booking\\.com',
  'bookingcom',
  'makemytrip',
  'goibibo',
  'homeaway',
  'abritel',
  'agoda',
  'expedia',
  'trip\\.com',
  'tripadvisor',
  'smoobu',
  'guesty',
];
const named = new RegExp(`(?<![a-z])(?:${names.join('|')})(?![a-z])`, 'i');

/** An example in a comment decides nothing. */
const comment = /^\s*(?:\/\/|\/?\*)/;

const sources = globSync(
  [
    'packages/*/src/**/*.ts',
    'services/*/src/**/*.ts',
    'services/gateway/schema.graphql',
    'web/src/**/*.{ts,vue,css}',
    'cli/src/**/*.ts',
  ],
  { cwd: repository },
).filter(
  (path) =>
    !path.startsWith('packages/platforms/') &&
    // A migration speaks of what once was, and is never edited.
    !path.startsWith('packages/database/src/migrations/') &&
    // Tests name them by right: what they arrange is somebody's sale on one of them.
    !/(\.test|[./]test-|\/generated\/|\.test-)/.test(path),
);

it('is the only place whose code names a platform', () => {
  expect(sources.length).toBeGreaterThan(300);
  const found = sources.flatMap((path) =>
    readFileSync(`${repository}/${path}`, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        named.test(line) && !comment.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});
