import { expect, it } from 'vitest';
import { loggedPath } from './access-log.ts';

const token = 'q7Zk3-_0vXw2m8LrT5cN1yBfH6dJ9sGaPeUoIiKjQ4D';

it.each([
  [`/ical/${token}.ics`, '/ical/…jQ4D.ics'],
  [`/ical/${token}`, '/ical/…jQ4D'],
  [`/ical/${token}.ics?x=${token}`, '/ical/…jQ4D.ics'],
  [`//ical//${token}.ics`, '//ical//…jQ4D.ics'],
  [`/ICAL/${token}.ics`, '/ICAL/…jQ4D.ics'],
  ['/graphql?query=%7Bviewer%7D', '/graphql'],
  ['/', '/'],
  [`/%69cal/%71${token.slice(1)}.ics`, '/ical/…jQ4D.ics'],
  [`/ical/%E0%A4%A/${token}`, '(malformed)'],
])('writes %s down as %s', (url, path) => {
  expect(loggedPath(url)).toBe(path);
});

it.each([`/ical/${token}.ics/more`, `/ical/${token}/${token}.ics`, `/ical/${token}.${token}`])(
  'keeps the token of %s to itself',
  (url) => {
    expect(loggedPath(url)).not.toContain(token.slice(0, 8));
  },
);
