import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Incident, memberKey, settleIncidents, type Trouble } from './incidents.ts';

const noon = new Date('2027-01-20T12:00:00+05:30').getTime();
const at = (minutes: number) => new Date(noon + minutes * 60_000);
const trouble = (listingId: string, minutes: number, group = 'airbnb.com timeout'): Trouble => ({
  listingId,
  concern: 'failing',
  kind: 'feed_failing',
  group,
  since: at(minutes),
  detail: null,
});
const look = (troubles: Trouble[], undecided: string[] = []) => ({
  troubles,
  undecided: new Set(undecided),
});
const sizes = (troubles: Trouble[]) =>
  settleIncidents([], look(troubles)).opened.map(({ troubles }) => troubles.map((t) => t.listingId));

/** The open incidents after a settlement, as the database would hold them. */
function apply(open: readonly Incident[], given: ReturnType<typeof look>): Incident[] {
  const { opened, joined, ended, closed } = settleIncidents(open, given);
  const gone = new Set(closed.map(({ key }) => key));
  return [...open, ...opened.map(({ incident }) => incident)]
    .filter(({ key }) => !gone.has(key))
    .map((incident) => ({
      ...incident,
      members: [
        ...incident.members
          .filter((m) => !joined.some((j) => j.key === incident.key && memberKey(j.trouble) === memberKey(m)))
          .map((m) =>
            ended.some((e) => e.key === incident.key && memberKey(e.member) === memberKey(m))
              ? { ...m, endedAt: at(9999) }
              : m,
          ),
        ...joined.filter(({ key }) => key === incident.key).map((j) => ({ ...j.trouble, endedAt: null })),
      ],
    }));
}

describe('settleIncidents', () => {
  it('makes one incident of one host that fails in one way within an hour', () => {
    expect(sizes([trouble('b', 50), trouble('a', 0), trouble('c', 59)])).toEqual([['a', 'b', 'c']]);
  });

  it('keeps apart what began more than an hour later, another host, and another way to fail', () => {
    expect(
      sizes([
        trouble('a', 0),
        trouble('b', 61),
        trouble('c', 0, 'vrbo.com timeout'),
        trouble('d', 0, 'airbnb.com tls'),
      ]),
    ).toEqual([['a'], ['c'], ['d'], ['b']]);
  });

  it('lets later troubles join an open incident, and one that is over leave it', () => {
    const first = apply([], look([trouble('a', 0)]));
    const both = settleIncidents(first, look([trouble('a', 0), trouble('b', 40)]));
    expect(both).toMatchObject({ opened: [], ended: [], closed: [], joined: [{ key: first[0]?.key }] });
    const two = apply(first, look([trouble('a', 0), trouble('b', 40)]));
    const one = settleIncidents(two, look([trouble('b', 40)]));
    expect(one).toMatchObject({ closed: [], ended: [{ member: { listingId: 'a' } }] });
    expect(settleIncidents(two, look([])).closed.map(({ key }) => key)).toEqual([first[0]?.key]);
  });

  it('closes nothing while it cannot be said whether the trouble is over', () => {
    const open = apply([], look([trouble('a', 0)]));
    expect(settleIncidents(open, look([], ['failing a']))).toEqual({
      opened: [],
      joined: [],
      ended: [],
      closed: [],
    });
  });

  it('opens an incident of its own for the same feed that fails again later', () => {
    const open = apply([], look([trouble('a', 0)]));
    const closed = apply(open, look([]));
    const again = settleIncidents(closed, look([trouble('a', 300)]));
    expect(again.opened.map(({ incident }) => incident.key)).not.toContain(open[0]?.key);
  });

  it('takes every late feed into the incident that nothing is polled, however long that lasts', () => {
    const late = (listingId: string, minutes: number, kind = 'not_polling'): Trouble => ({
      ...trouble(listingId, minutes, kind === 'not_polling' ? 'roomnight' : 'airbnb'),
      concern: 'late',
      kind,
    });
    const open = apply([], look([late('a', 0)]));
    const more = settleIncidents(open, look([late('a', 0), late('b', 600), late('c', 700, 'feed_late')]));
    expect(more.joined.map(({ trouble: t }) => t.listingId)).toEqual(['b', 'c']);
    expect(more.opened).toEqual([]);
    // Read again: its failing is another matter.
    const failing = settleIncidents(open, look([trouble('a', 800)]));
    expect(failing.opened).toHaveLength(1);
    expect(failing.closed).toHaveLength(1);
  });

  const anyTrouble = fc
    .record({
      listingId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      minutes: fc.integer({ min: 0, max: 600 }),
      group: fc.constantFrom('airbnb.com timeout', 'vrbo.com timeout'),
    })
    .map(({ listingId, minutes, group }) => trouble(listingId, minutes, group));
  const anyTroubles = fc.uniqueArray(anyTrouble, { selector: memberKey, maxLength: 8 });

  it('puts every trouble into exactly one incident, of its own group, with neighbours no more than an hour apart', () => {
    fc.assert(
      fc.property(anyTroubles, (troubles) => {
        const { opened } = settleIncidents([], look(troubles));
        const all = opened.flatMap(({ troubles }) => troubles.map(memberKey));
        expect(all.toSorted()).toEqual(troubles.map(memberKey).toSorted());
        for (const { incident, troubles: own } of opened) {
          expect(new Set(own.map(({ group }) => group))).toEqual(new Set([incident.group]));
          const times = own.map(({ since }) => since.getTime()).toSorted((a, b) => a - b);
          for (const [place, time] of times.entries()) {
            expect(time - (times[place - 1] ?? time)).toBeLessThanOrEqual(60 * 60_000);
          }
        }
      }),
    );
  });

  it('says the same in whatever order the troubles come, and nothing when nothing changed', () => {
    fc.assert(
      fc.property(
        anyTroubles.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([troubles, shuffled]) => {
          const keys = (given: Trouble[]) =>
            settleIncidents([], look(given)).opened.map(({ incident, troubles: own }) => [
              incident.key,
              own.map(memberKey),
            ]);
          expect(keys(shuffled)).toEqual(keys(troubles));
          expect(settleIncidents(apply([], look(troubles)), look(shuffled))).toEqual({
            opened: [],
            joined: [],
            ended: [],
            closed: [],
          });
        },
      ),
    );
  });

  it('over any course of looks keeps each trouble in one open incident, and no incident without one', () => {
    fc.assert(
      fc.property(fc.array(anyTroubles, { maxLength: 6 }), (looks) => {
        let open: Incident[] = [];
        for (const troubles of looks) {
          open = apply(open, look(troubles));
          const members = open.flatMap((incident) => incident.members.filter((m) => m.endedAt === null));
          expect(members.map(memberKey).toSorted()).toEqual(troubles.map(memberKey).toSorted());
          for (const { members: own } of open) expect(own.some((m) => m.endedAt === null)).toBe(true);
        }
      }),
    );
  });
});
