import { describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import type { Fact } from './fact.ts';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';
import { judge } from './severity.ts';

const TODAY = '2027-03-10';

function factIn(days: number, fields: Partial<Fact> = {}): Fact {
  const checkIn = addNights(TODAY, days);
  return {
    id: `in ${days}`,
    unitId: 'unit',
    kind: 'stay',
    tentative: false,
    checkIn,
    checkOut: addNights(checkIn, 3),
    createdAt: new Date(0),
    listingId: null,
    source: 'direct',
    icalUid: null,
    cannotTell: false,
    nightsSince: null,
    heldUntil: null,
    ...fields,
  };
}

function severity(first: Fact, second: Fact, kind: ConflictKind = 'overlap') {
  return judge(first, second, second, TODAY, kind);
}

/** Of one booking and a listing. */
function severityAlone(fact: Fact, kind: ConflictKind) {
  return judge(fact, null, fact, TODAY, kind);
}

describe('severity', () => {
  test.each([
    ['two stays in 14 days', severity(factIn(14), factIn(14)), 'high', 'Two confirmed stays, 14 days ahead.'],
    [
      'two stays in 15 days',
      severity(factIn(15), factIn(15)),
      'medium',
      'Two confirmed stays, 15 days ahead.',
    ],
    [
      'a week contested in 30 days',
      severity(factIn(30), factIn(30, { checkOut: addNights(TODAY, 37) })),
      'high',
      'Two confirmed stays for 7 nights, 30 days ahead.',
    ],
    [
      'a week contested in 31 days',
      severity(factIn(31), factIn(31, { checkOut: addNights(TODAY, 38) })),
      'medium',
      'Two confirmed stays for 7 nights, 31 days ahead.',
    ],
    [
      'six nights contested in 30 days',
      severity(factIn(30), factIn(30, { checkOut: addNights(TODAY, 36) })),
      'medium',
      'Two confirmed stays, 30 days ahead.',
    ],
    [
      'much money at risk in 30 days',
      severity(factIn(30, { valuePaise: 5_000_000 }), factIn(30)),
      'high',
      'Two confirmed stays, ₹50,000 at risk, 30 days ahead.',
    ],
    [
      'much money at risk in 31 days',
      severity(factIn(31), factIn(31, { valuePaise: 6_250_050 })),
      'medium',
      'Two confirmed stays, ₹62,501 at risk, 31 days ahead.',
    ],
    [
      'less money at risk in 30 days',
      severity(factIn(30, { valuePaise: 4_999_999 }), factIn(30, { valuePaise: 4_999_999 })),
      'medium',
      'Two confirmed stays, 30 days ahead.',
    ],
    ['two stays tonight', severity(factIn(0), factIn(0)), 'high', 'Two confirmed stays, from tonight.'],
    ['a guest in the house', severity(factIn(-1), factIn(1)), 'high', 'A guest is in the house.'],
    [
      'a guest in the house, and a block',
      severity(factIn(-1), factIn(1, { kind: 'block' })),
      'high',
      'A guest is in the house.',
    ],
    [
      'a hold, whoever is in the house',
      severity(factIn(-1, { heldUntil: new Date(0) }), factIn(0)),
      'low',
      'Nights on hold were taken, from tonight: the hold cannot be confirmed.',
    ],
    ['over', severity(factIn(-3), factIn(-3)), 'low', 'The nights are over.'],
    [
      'tentative soon',
      severity(factIn(14, { tentative: true }), factIn(14)),
      'medium',
      'Two stays, one of them not confirmed yet, 14 days ahead.',
    ],
    [
      'tentative later',
      severity(factIn(15), factIn(15, { tentative: true })),
      'low',
      'Two stays, one of them not confirmed yet, 15 days ahead.',
    ],
    [
      'a block soon',
      severity(factIn(3), factIn(3, { kind: 'block' })),
      'medium',
      'A guest booked nights that are closed, 3 days ahead.',
    ],
    [
      'a block later',
      severity(factIn(4), factIn(4, { kind: 'block' })),
      'low',
      'A guest booked nights that are closed, 4 days ahead.',
    ],
    [
      'perhaps a stay, soon',
      severity(factIn(14, { kind: 'block', cannotTell: true }), factIn(14)),
      'medium',
      'Perhaps two stays, 14 days ahead: a calendar that does not tell guests from closed nights has them too.',
    ],
    [
      'perhaps a stay, later',
      severity(factIn(15), factIn(15, { kind: 'block', cannotTell: true })),
      'low',
      'Perhaps two stays, 15 days ahead: a calendar that does not tell guests from closed nights has them too.',
    ],
    [
      'a block tomorrow',
      severity(factIn(1, { kind: 'block' }), factIn(1)),
      'medium',
      'A guest booked nights that are closed, from tomorrow night.',
    ],
    [
      'no time to prepare, soon, and a guest in the house before',
      severity(factIn(-1), factIn(3), 'preparation'),
      'medium',
      'No time to prepare the place between two stays, 3 days ahead.',
    ],
    [
      'no time to prepare, later',
      severity(factIn(4), factIn(4), 'preparation'),
      'low',
      'No time to prepare the place between two stays, 4 days ahead.',
    ],
    [
      'sold on a closed listing, soon',
      severityAlone(factIn(14), 'closed_listing'),
      'medium',
      'A stay on a listing that is closed, 14 days ahead.',
    ],
    [
      'sold on a closed listing, later',
      severityAlone(factIn(15), 'closed_listing'),
      'low',
      'A stay on a listing that is closed, 15 days ahead.',
    ],
    [
      'sold on a closed listing, and over',
      severityAlone(factIn(-3), 'closed_listing'),
      'low',
      'The nights are over.',
    ],
    [
      'still for sale elsewhere, soon',
      severityAlone(factIn(14), 'potential'),
      'medium',
      'Taken here, and still for sale on a platform that should have fetched our calendar by now, 14 days ahead.',
    ],
    [
      'still for sale elsewhere, later',
      severityAlone(factIn(15), 'potential'),
      'low',
      'Taken here, and still for sale on a platform that should have fetched our calendar by now, 15 days ahead.',
    ],
  ])('%s', (_, judgement, expected, reason) => {
    expect(judgement).toEqual({ severity: expected, reason });
  });
});
