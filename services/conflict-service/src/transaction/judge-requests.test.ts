import { describe, expect, test } from 'vitest';
import type { Scope } from '../rules/fact.ts';
import { judgeRequests } from './judge-requests.ts';
import type { Request } from './load-requests.ts';
import type { HeldLock } from './name-holders.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
const scope: Scope = new Map([
  ['villa', { propertyId: 'p', leaves: ['roomA', 'roomB'], height: 1 }],
  ['roomA', { propertyId: 'p', leaves: ['roomA'], height: 0 }],
  ['roomB', { propertyId: 'p', leaves: ['roomB'], height: 0 }],
  ['deluxe', { propertyId: 'p', leaves: ['101'], height: 1, isPool: true }],
  ['101', { propertyId: 'p', leaves: ['101'], height: 0 }],
]);

function request(id: string, fields: Partial<Request> = {}): Request {
  return {
    id,
    idempotencyKey: id,
    bodyHash: 'body',
    kind: 'stay',
    unitId: 'roomA',
    listingId: null,
    platform: null,
    checkIn: '2027-03-10',
    checkOut: '2027-03-13',
    alsoUnitIds: [],
    holdMinutes: null,
    overrideReason: null,
    reason: null,
    valuePaise: null,
    requestedBy: 'asha',
    guest: {},
    earlier: null,
    taken: [],
    terms: new Map(),
    ...fields,
  };
}

const lock = (expiresAt: Date | null = null): HeldLock => ({
  unitId: 'roomA',
  bookingId: 'holder',
  checkIn: '2027-03-11',
  checkOut: '2027-03-12',
  expiresAt,
  holder: 'direct booking',
});

const judged = (...requests: Request[]) => judgeRequests(requests, scope, NOW);
const kinds = (...requests: Request[]) => [...judged(...requests).values()].map(({ kind }) => kind);

describe('a request by itself', () => {
  test('on nights that nobody has is free, also to be held or closed', () => {
    expect(kinds(request('r'))).toEqual(['free']);
    expect(kinds(request('r', { holdMinutes: 30 }))).toEqual(['free']);
    expect(kinds(request('r', { kind: 'block' }))).toEqual(['free']);
  });

  test('on nights that others have is refused, unless a platform sold it or somebody books over them', () => {
    expect(kinds(request('r', { taken: [lock()] }))).toEqual(['refused']);
    expect(kinds(request('r', { taken: [lock()], platform: 'Airbnb' }))).toEqual(['settle']);
    expect(kinds(request('r', { taken: [lock()], overrideReason: 'two guests, two rooms' }))).toEqual([
      'settle',
    ]);
  });

  test('whose nights are held until now waits for that to end, and not for a hold that goes on', () => {
    expect(judged(request('r', { taken: [lock(NOW)] })).get('r')).toEqual({
      kind: 'holdsOver',
      bookingIds: new Set(['holder']),
    });
    expect(kinds(request('r', { taken: [lock(new Date(NOW.getTime() + 1))] }))).toEqual(['refused']);
  });

  test('gets the answer its key was given, whatever is taken now, and none if the key was of another body', () => {
    const answer = { kind: 'accepted', bookingId: 'r' } as const;
    const taken = [lock()];
    expect(judged(request('r', { taken, earlier: { bodyHash: 'body', answer } })).get('r')).toEqual({
      kind: 'answered',
      answer,
    });
    expect(kinds(request('r', { taken, earlier: { bodyHash: 'other', answer } }))).toEqual(['keyReused']);
  });

  test('depends on what is around in a room type, near preparation, and on a closed listing', () => {
    const terms = (fields: object) =>
      new Map([['l', { isClosed: false, preparationNightsBefore: 0, preparationNightsAfter: 0, ...fields }]]);
    expect(kinds(request('r', { unitId: '101' }))).toEqual(['settle']);
    expect(kinds(request('r', { terms: terms({ preparationNightsAfter: 1 }) }))).toEqual(['settle']);
    expect(kinds(request('r', { terms: terms({ isClosed: true }), listingId: 'l' }))).toEqual(['settle']);
    expect(kinds(request('r', { terms: terms({ isClosed: true }) }))).toEqual(['free']);
    expect(kinds(request('r', { terms: terms({ preparationNightsAfter: 1 }), kind: 'block' }))).toEqual([
      'free',
    ]);
  });
});

describe('requests beside each other', () => {
  test('the first one has the nights; who wants one of them on a common room is to ask by itself', () => {
    expect(kinds(request('a'), request('b', { checkIn: '2027-03-12', checkOut: '2027-03-14' }))).toEqual([
      'free',
      'settle',
    ]);
    expect(kinds(request('a'), request('b', { unitId: 'villa' }))).toEqual(['free', 'settle']);
    expect(kinds(request('a', { unitId: 'villa' }), request('b', { unitId: 'roomB' }))).toEqual([
      'free',
      'settle',
    ]);
    expect(
      kinds(request('a', { unitId: 'roomB', alsoUnitIds: ['roomA'] }), request('b', { kind: 'block' })),
    ).toEqual(['free', 'settle']);
  });

  test('meet neither in other rooms nor on a day of turnover', () => {
    expect(kinds(request('a'), request('b', { unitId: 'roomB' }))).toEqual(['free', 'free']);
    expect(kinds(request('a'), request('b', { checkIn: '2027-03-13', checkOut: '2027-03-15' }))).toEqual([
      'free',
      'free',
    ]);
  });

  test('who is refused keeps nobody from the nights', () => {
    expect(kinds(request('a', { taken: [lock()] }), request('b'))).toEqual(['refused', 'free']);
  });
});
