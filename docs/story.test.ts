import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const LINK = /\[([^\]]+)\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g;

interface Link {
  from: string;
  words: string;
  target: string;
}

function linksOf(file: string): Link[] {
  const text = readFileSync(join(repository, file), 'utf8');
  return [...text.matchAll(LINK)]
    .map(([, words = '', target = '']) => ({ from: file, words, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/decisions'),
];

function markdownIn(folder: string): string[] {
  return readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

describe('the documentation', () => {
  test.each(pages)('%s links to what exists', (page) => {
    const broken = linksOf(page).filter(
      ({ from, target }) => !existsSync(join(repository, dirname(from), target)),
    );
    expect(broken).toEqual([]);
  });

  test('every decision is in the list of decisions', () => {
    const listed = new Set(linksOf('docs/decisions/README.md').map(({ target }) => target));
    const pagesThere = markdownIn('docs/decisions').map((path) => path.slice('docs/decisions/'.length));
    expect(pagesThere.filter((page) => page !== 'README.md' && !listed.has(page))).toEqual([]);
  });
});

describe('the story', () => {
  const proofs = linksOf('docs/story.md').filter(({ target }) => target.startsWith('../'));

  test('is proved by tests of these names', () => {
    const untrue = proofs.filter(
      ({ words, target }) => !readFileSync(join(repository, 'docs', target), 'utf8').includes(words),
    );
    expect(untrue).toEqual([]);
  });

  test('proves each line that is said to work', () => {
    const rows = readFileSync(join(repository, 'docs/story.md'), 'utf8').split('\n');
    const claimed = rows.filter((row) => / \| works \| /.test(row));
    expect(claimed.length).toBeGreaterThan(40);
    expect(claimed.filter((row) => !row.includes(']('))).toEqual([]);
  });
});
