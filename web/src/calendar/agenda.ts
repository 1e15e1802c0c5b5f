import { addNights, nightsBetween, type Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';

/** What happens on one day, for a phone: who arrives, who leaves, who stays. */
export interface AgendaDay<Entry> {
  readonly day: Night;
  readonly arriving: Entry[];
  readonly leaving: Entry[];
  readonly staying: Entry[];
}

/** The days of `[range.checkIn, range.checkOut)` on which somebody arrives or leaves; the first day in any case. */
export function agendaOf<Entry>(
  entries: readonly Entry[],
  stayOf: (entry: Entry) => Stay,
  range: Stay,
): AgendaDay<Entry>[] {
  const days = Array.from(
    { length: nightsBetween(range.checkIn, range.checkOut) },
    (_, at): AgendaDay<Entry> => ({
      day: addNights(range.checkIn, at),
      arriving: [],
      leaving: [],
      staying: [],
    }),
  );
  const on = (night: Night) => days[nightsBetween(range.checkIn, night)];
  for (const entry of entries) {
    const { checkIn, checkOut } = stayOf(entry);
    on(checkIn)?.arriving.push(entry);
    on(checkOut)?.leaving.push(entry);
    if (checkIn < range.checkIn && range.checkIn < checkOut) days[0]?.staying.push(entry);
  }
  return days.filter((day, at) => at === 0 || day.arriving.length + day.leaving.length > 0);
}
