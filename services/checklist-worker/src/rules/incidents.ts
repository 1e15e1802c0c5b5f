const HOUR = 60 * 60_000;

/** Something that is wrong with one listing now. */
export interface Trouble {
  listingId: string;
  /** What is wrong. A listing has at most one trouble of each concern at a time. */
  concern: string;
  /** Of the alert that it raises. */
  kind: string;
  /** Troubles of one kind and group can be one incident: the same host failing in the same way, the same account. */
  group: string;
  since: Date;
  /** What to know of this listing in particular, in a sentence; null for nothing. */
  detail: string | null;
}

/** A listing's part in an incident. */
export interface Member {
  listingId: string;
  concern: string;
  since: Date;
  endedAt: Date | null;
}

/** Troubles that have one cause, as far as can be told: what one alert is about. */
export interface Incident {
  /** Names it, whoever finds it: of two that find it at once, one raises the alert. */
  key: string;
  kind: string;
  group: string;
  members: readonly Member[];
}

export interface Look {
  troubles: readonly Trouble[];
  /** Members of which cannot be said yet whether their trouble is over; they stay. By {@link memberKey}. */
  undecided: ReadonlySet<string>;
}

/** What changed between the incidents that were open and what is wrong now. */
export interface Settlement {
  opened: { incident: Incident; troubles: Trouble[] }[];
  /** Troubles that became part of an open incident. */
  joined: { key: string; trouble: Trouble }[];
  /** Troubles that are over, in incidents that may go on. */
  ended: { key: string; member: Member }[];
  /** Incidents with no trouble left. */
  closed: Incident[];
}

/** Incidents that take every trouble of their concern for as long as they last, whenever it began. */
const TAKE_ALL = new Map([['not_polling', 'late']]);

export function memberKey({ listingId, concern }: Pick<Member, 'listingId' | 'concern'>): string {
  return `${concern} ${listingId}`;
}

/**
 * Brings the open incidents of one organization up to date.
 *
 * A trouble that is part of an incident stays in it until it is over. A new one joins the earliest incident of its
 * kind and group of which any trouble began within an hour of it, else it begins an incident of its own.
 */
export function settleIncidents(open: readonly Incident[], { troubles, undecided }: Look): Settlement {
  const now = new Set(troubles.map(memberKey));
  const settlement: Settlement = { opened: [], joined: [], ended: [], closed: [] };
  const known = new Set<string>();
  for (const { key, members } of open) {
    for (const member of members) {
      if (member.endedAt !== null) continue;
      const id = memberKey(member);
      if (now.has(id) || undecided.has(id)) known.add(id);
      else settlement.ended.push({ key, member });
    }
  }

  const incidents = open.toSorted(byBeginning).map((incident) => ({ ...incident }));
  for (const trouble of troubles.toSorted(bySince)) {
    if (known.has(memberKey(trouble))) continue;
    const member: Member = { ...trouble, endedAt: null };
    const found = incidents.find((incident) => belongs(incident, trouble));
    if (found === undefined) {
      const { kind, group, since } = trouble;
      const key = `${kind} ${group} ${since.toISOString()} ${trouble.listingId}`;
      incidents.push({ key, kind, group, members: [member] });
      settlement.opened.push({ incident: { key, kind, group, members: [member] }, troubles: [trouble] });
      continue;
    }
    found.members = [...found.members, member];
    const opening = settlement.opened.find(({ incident }) => incident.key === found.key);
    if (opening === undefined) settlement.joined.push({ key: found.key, trouble });
    else {
      opening.incident = { ...opening.incident, members: found.members };
      opening.troubles.push(trouble);
    }
  }

  const ended = new Set(settlement.ended.map(({ key, member }) => `${key} ${memberKey(member)}`));
  settlement.closed = incidents.filter(({ key, members }) =>
    members.every((member) => member.endedAt !== null || ended.has(`${key} ${memberKey(member)}`)),
  );
  return settlement;
}

function belongs(incident: Incident, trouble: Trouble): boolean {
  if (TAKE_ALL.get(incident.kind) === trouble.concern) return true;
  return (
    incident.kind === trouble.kind &&
    incident.group === trouble.group &&
    incident.members.some(({ since }) => Math.abs(since.getTime() - trouble.since.getTime()) <= HOUR)
  );
}

function bySince(a: Trouble, b: Trouble): number {
  return a.since.getTime() - b.since.getTime() || (memberKey(a) < memberKey(b) ? -1 : 1);
}

function byBeginning(a: Incident, b: Incident): number {
  return beginning(a) - beginning(b) || (a.key < b.key ? -1 : 1);
}

function beginning({ members }: Incident): number {
  return Math.min(...members.map(({ since }) => since.getTime()));
}
