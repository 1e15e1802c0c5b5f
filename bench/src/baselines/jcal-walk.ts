import ICAL from 'ical.js';

/** What a reader cannot do without: parse the text, and look at the name, type and value of each property of each event. */
export function walkCalendar(text: string): number {
  const calendar: unknown = ICAL.parse(text);
  let characters = 0;
  for (const [, properties] of partsOf(calendar)) {
    if (!Array.isArray(properties)) continue;
    for (const [name, , type, value] of properties) {
      if (typeof name === 'string' && typeof type === 'string') characters += String(value).length;
    }
  }
  return characters;
}

/** The events of a jCal calendar: `[name, properties, parts]`. */
function partsOf(calendar: unknown): unknown[][] {
  const parts: unknown = Array.isArray(calendar) ? calendar[2] : undefined;
  return Array.isArray(parts) ? parts.filter((part) => Array.isArray(part)) : [];
}
