import { expect, it } from 'vitest';
import { feedEvent } from '../dialect.test-events.ts';
import { vrboDialect } from './dialect.ts';

const judge = vrboDialect({ events: [], today: '2026-11-23' });

it.each([
  ['Reserved - Priya', { as: 'stay', tentative: false, guest: { name: 'Priya' } }],
  ['Réservée - Zoé', { as: 'stay', tentative: false, guest: { name: 'Zoé' } }],
  ['Re\u0301serve\u0301e', { as: 'stay', tentative: false, guest: {} }],
  ['Provisoire - Léa', { as: 'stay', tentative: true, guest: { name: 'Léa' } }],
  ['Blocked', { as: 'block' }],
  ['Indisponible', { as: 'block' }],
  ['Blocked By Guesty', { as: 'block' }],
  ['', { as: 'block' }],
])('reads %j', (summary, verdict) => {
  expect(judge(feedEvent('2026-12-01', 3, summary))).toMatchObject(verdict);
});
