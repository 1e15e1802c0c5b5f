import { isNight, istNight, type Night } from '@roomnight/calendar/night';
import type { Property } from './properties.ts';
import { findZone, instantInZone } from './zone.ts';

/** A DATE or DATE-TIME of a feed, as the night it falls on in India. */
export interface Moment {
  readonly night: Night;
  /** Absent for a date without a time. */
  readonly instant?: Date;
  /** The feed named a time zone nobody knows, so India's was taken. */
  readonly unknownZone: boolean;
}

/** As ical.js writes values: a date that does not call itself one comes out as a time with nothing in it. */
const shape = /^(\d{4}-\d{2}-\d{2})(?:T(?:::|(\d{2}):(\d{2})?:(\d{2})?)(Z)?)?$/;

/** The moments of a property, each `undefined` where its value is no date of the years 1970 to 2100. */
export function momentsOf({ zoneName, values }: Property): (Moment | undefined)[] {
  return values.map((value) => (typeof value === 'string' ? momentOf(value, zoneName) : undefined));
}

function momentOf(value: string, zoneName: string | undefined): Moment | undefined {
  const [, date = '', hour, minute = '00', second = '00', utc] = shape.exec(value) ?? [];
  if (!isNight(date) || date < '1970-01-01' || date > '2100-12-31') return undefined;
  if (hour === undefined) return { night: date, unknownZone: false };
  const wallClock = new Date(`${date}T${hour}:${minute}:${second === '60' ? '59' : second}Z`);
  if (Number.isNaN(wallClock.getTime())) return undefined;
  // A time without a zone is local to the home.
  const zone = utc ? 'UTC' : findZone(zoneName ?? 'Asia/Kolkata');
  const instant = instantInZone(wallClock, zone ?? 'Asia/Kolkata');
  return { night: istNight(instant), instant, unknownZone: zone === undefined };
}
