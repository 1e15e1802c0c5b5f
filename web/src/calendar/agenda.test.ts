import { expect, it } from 'vitest';
import { agendaOf } from './agenda.ts';

const range = { checkIn: '2027-01-10', checkOut: '2027-01-20' };
const stay = (name: string, checkIn: string, checkOut: string) => ({ name, stay: { checkIn, checkOut } });
const read = (...entries: ReturnType<typeof stay>[]) =>
  agendaOf(entries, (entry) => entry.stay, range).map(({ day, arriving, leaving, staying }) => [
    day.slice(8),
    ...[arriving, leaving, staying].map((list) => list.map(({ name }) => name).join()),
  ]);

it('always shows the first day, even when nothing happens', () => {
  expect(read()).toEqual([['10', '', '', '']]);
});

it('names who is in the house at the start, who arrives and who leaves', () => {
  expect(read(stay('a', '2027-01-08', '2027-01-12'), stay('b', '2027-01-12', '2027-01-15'))).toEqual([
    ['10', '', '', 'a'],
    ['12', 'b', 'a', ''],
    ['15', '', 'b', ''],
  ]);
});

it('a guest who leaves on the first day is not staying, and an arrival after the range is not shown', () => {
  expect(read(stay('gone', '2027-01-08', '2027-01-10'), stay('later', '2027-01-20', '2027-01-22'))).toEqual([
    ['10', '', 'gone', ''],
  ]);
});
