import { expect, it } from 'vitest';
import { feedEvent, judgeOne } from '../dialect.test-events.ts';
import { vrboDialect } from './dialect.ts';

it.each([
  ['Reserved - Priya', { as: 'stay', guest: { name: 'Priya' } }],
  ['Réservée - Zoé', { as: 'stay', guest: { name: 'Zoé' } }],
  ['Re\u0301serve\u0301e', { as: 'stay', guest: {} }],
  ['Provisoire - Léa', { as: 'tentative', guest: { name: 'Léa' } }],
  ['Blocked', { as: 'block' }],
  ['Indisponible', { as: 'block' }],
  ['Blocked By Guesty', { as: 'closed' }],
  ['', { as: 'block' }],
])('reads %j', (summary, verdict) => {
  expect(judgeOne(vrboDialect, feedEvent('2026-12-01', 3, summary))).toMatchObject(verdict);
});
