import { describe, expect, it } from 'vitest';
import { tellNight } from './night-story.ts';
import type { AuditRow, AuditSide } from './replay.ts';

const at = (minute: number) => new Date(Date.UTC(2027, 2, 1, 6, minute));
const nights = { checkIn: '2027-03-10', checkOut: '2027-03-12' };
const stay = (status: 'active' | 'cancelled', ...locks: NonNullable<AuditSide['locks']>): AuditSide => ({
  unitId: 'room',
  listingId: null,
  kind: 'stay',
  tentative: false,
  status,
  ...nights,
  locks,
});
const lock = { unitId: 'room', ...nights };

let id = 0;
const row = (minute: number, subjectId: string, said: Partial<AuditRow>): AuditRow => ({
  id: ++id,
  occurredAt: at(minute),
  subjectKind: 'booking',
  subjectId,
  unitId: 'room',
  before: null,
  after: null,
  ...said,
});
const conflict = (minute: number, status: 'detected' | 'resolved') =>
  row(minute, 'conflict', {
    subjectKind: 'conflict',
    after: { status, severity: 'high', bookings: ['one', 'two'], ...nights },
  });

const ROWS = [
  row(0, 'one', { after: stay('active', lock) }),
  row(10, 'two', { after: stay('active') }),
  conflict(10, 'detected'),
  row(20, 'one', { before: stay('active'), after: stay('active') }),
  row(30, 'one', { before: stay('active', lock), after: stay('cancelled') }),
  row(30, 'two', { before: { locks: [] }, after: { locks: [lock] } }),
  conflict(30, 'resolved'),
];
const told = (minute: number) => tellNight(ROWS, ['room'], '2027-03-11', at(minute));

describe('what became of a night', () => {
  it('says who holds it, since when, who else wants it and what is in conflict, at any moment', () => {
    expect(told(15)).toMatchObject({
      holders: [{ unitId: 'room', booking: { id: 'one' }, since: at(0) }],
      wanting: [{ id: 'two' }],
      conflicts: [{ id: 'conflict' }],
    });
    expect(told(45)).toMatchObject({
      holders: [{ booking: { id: 'two' }, since: at(30) }],
      wanting: [],
      conflicts: [],
    });
  });

  it('tells the chain that led there, and nothing that changed nothing', () => {
    const { links } = told(45);
    expect(links.map(({ row: { subjectId, occurredAt } }) => [subjectId, occurredAt])).toEqual([
      ['one', at(0)],
      ['two', at(10)],
      ['conflict', at(10)],
      ['one', at(30)],
      ['two', at(30)],
      ['conflict', at(30)],
    ]);
    expect(links.map(({ took, gave }) => (took ? 'took' : gave ? 'gave' : '–'))).toEqual([
      'took',
      '–',
      '–',
      'gave',
      'took',
      '–',
    ]);
    expect(links[2]?.others.map((booking) => booking.id)).toEqual(['one', 'two']);
  });

  it('steps from change to change, and to the time before the first', () => {
    expect(told(45)).toMatchObject({ previous: at(10), next: undefined });
    expect(told(10)).toMatchObject({ previous: at(0), next: at(30) });
    expect(told(0)).toMatchObject({ previous: new Date(at(0).getTime() - 1), next: at(10) });
    expect(told(-1)).toMatchObject({ holders: [], links: [], previous: undefined, next: at(0) });
  });

  it('keeps “since” where the rows of a lock are only cut anew', () => {
    const longer = { unitId: 'room', checkIn: '2027-03-10', checkOut: '2027-03-13' };
    const rows = [
      row(0, 'one', { after: stay('active', lock) }),
      row(5, 'one', { before: stay('active', lock), after: { ...stay('active', longer), ...longer } }),
    ];
    expect(tellNight(rows, ['room'], '2027-03-11', at(9)).holders[0]?.since).toEqual(at(0));
    expect(tellNight(rows, ['room'], '2027-03-12', at(9)).holders[0]?.since).toEqual(at(5));
  });
});
