import ICAL from 'ical.js';
import type { EventFrame } from './frames.ts';
import { decodeLine } from './lines.ts';
import type { ReadWarning } from './reading.ts';

/** One property in jCal: its type and values as ical.js read them, still unchecked. */
export interface Property {
  readonly zoneName: string | undefined;
  readonly values: readonly unknown[];
}

/** An event's properties by lower-case name; a name given twice keeps all. */
export type Properties = ReadonlyMap<string, readonly Property[]>;

/** An event line by line. */
export interface ReadProperties {
  readonly properties: Properties;
  /** False when a line that decides about nights could not be read. */
  readonly complete: boolean;
}

const longestLine = 64 * 1024;
const listed = new Set(['rdate', 'exdate']);
/** Lines of one name; no event of a lodging has that many. */
const mostListed = 1_000;
const wording = /^(?:summary|description)[:;]/i;

/** Reads an event line by line, so that one line that cannot be read does not cost the event. */
export function readProperties(frame: EventFrame, warn: (warning: ReadWarning) => void): ReadProperties {
  const properties = new Map<string, Property[]>();
  let complete = true;
  let listedLines = 0;
  for (const { name, line, latin1 } of frame.properties) {
    if (listed.has(name.toLowerCase()) && ++listedLines > mostListed) {
      if (listedLines === mostListed + 1)
        warn({ message: 'An event has too many additions or exceptions.', line });
      complete = false;
      continue;
    }
    const { text, valid } = decodeLine(latin1);
    const property = text.length > longestLine ? undefined : parseLine(text);
    if (!property) {
      const message =
        text.length > longestLine ? 'A value of more than 64 KB was left out.' : 'A line could not be read.';
      warn({ message, line });
      complete &&= wording.test(text);
      continue;
    }
    if (!valid) warn({ message: 'Some text is not UTF-8.', line });
    const known = properties.get(property.name);
    if (!known) properties.set(property.name, [property]);
    else if (listed.has(property.name)) known.push(property);
    else warn({ message: `A second ${property.name.toUpperCase()} was left out.`, line });
  }
  return { properties, complete };
}

function parseLine(text: string): (Property & { name: string }) | undefined {
  let jcal: unknown;
  try {
    jcal = ICAL.parse.property(text);
  } catch {
    // ical.js throws errors of many kinds at text it cannot read; the caller reports the line.
    return undefined;
  }
  if (!Array.isArray(jcal) || jcal.length < 4) return undefined;
  const [name, parameters, , ...values]: unknown[] = jcal;
  if (typeof name !== 'string' || typeof parameters !== 'object' || parameters === null) return undefined;
  const zoneName = 'tzid' in parameters ? parameters.tzid : undefined;
  return { name, zoneName: typeof zoneName === 'string' ? zoneName : undefined, values };
}

/** The first value of a property as text; empty when it is absent or no text. */
export function textOf(properties: Properties, name: string): string {
  const value = properties.get(name)?.[0]?.values[0];
  return typeof value === 'string' ? value : '';
}
