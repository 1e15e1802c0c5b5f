import { expect, it } from 'vitest';
import { textParts } from './inline-markdown.ts';

it('finds bold, code and links', () => {
  expect(textParts('Enter **one less** in `rooms`, see [help](https://x.example/a?b=1).')).toEqual([
    { as: 'plain', text: 'Enter ' },
    { as: 'bold', text: 'one less' },
    { as: 'plain', text: ' in ' },
    { as: 'code', text: 'rooms' },
    { as: 'plain', text: ', see ' },
    { as: 'link', text: 'help', href: 'https://x.example/a?b=1' },
    { as: 'plain', text: '.' },
  ]);
});

it('takes what is escaped, unfinished or no web address as text', () => {
  expect(textParts(String.raw`Room A\*\*B\*\* \[x\](y)`)).toEqual([
    { as: 'plain', text: 'Room A**B** [x](y)' },
  ]);
  for (const text of ['a ** b', '`open', '[a](javascript:alert(1))', '<b>x</b>', ''])
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  expect(textParts('[a](javascript:alert(1))').every(({ as }) => as === 'plain')).toBe(true);
});
