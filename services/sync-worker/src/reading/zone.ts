/** Outlook's names for the zones Indian calendars meet. */
const windowsNames: Readonly<Record<string, string>> = {
  'india standard time': 'Asia/Kolkata',
  'sri lanka standard time': 'Asia/Colombo',
  'nepal standard time': 'Asia/Kathmandu',
  'arabian standard time': 'Asia/Dubai',
  'singapore standard time': 'Asia/Singapore',
  'gmt standard time': 'Europe/London',
  'romance standard time': 'Europe/Paris',
  'w. europe standard time': 'Europe/Berlin',
  'eastern standard time': 'America/New_York',
  'pacific standard time': 'America/Los_Angeles',
};

const istOffsetMs = 330 * 60_000;
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();
const mostClocks = 200;

/** The IANA zone a TZID means, if any. The feed's own zone rules are never used: they can be made to run for ever. */
export function findZone(name: string): string | undefined {
  const plain = name.trim();
  // Some writers put their own name in front: `/example.org/20240101/Asia/Kolkata`.
  const tail = /[A-Za-z_]+\/[A-Za-z_+-]+$/.exec(plain.slice(-80))?.[0];
  const candidates = [windowsNames[plain.toLowerCase()], plain, tail];
  return candidates.find((candidate) => candidate !== undefined && clockOf(candidate) !== undefined);
}

/** The instant at which clocks in `zone` show what `wallClock` shows in UTC. */
export function instantInZone(wallClock: Date, zone: string): Date {
  const guess = new Date(wallClock.getTime() - offsetAt(wallClock, zone));
  // Near a change of clocks the first guess used the offset of the other side.
  return new Date(wallClock.getTime() - offsetAt(guess, zone));
}

function offsetAt(instant: Date, zone: string): number {
  if (zone === 'UTC') return 0;
  if (zone === 'Asia/Kolkata') return istOffsetMs;
  const parts = clockOf(zone)?.formatToParts(instant) ?? [];
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.floor(instant.getTime() / 1000) * 1000;
}

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  const clock = makeClock(zone);
  // A hostile feed can name thousands.
  if (clocks.size < mostClocks) clocks.set(zone, clock);
  return clock;
}

function makeClock(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // Intl has no way to ask whether it knows a zone but to try it.
    return undefined;
  }
}
