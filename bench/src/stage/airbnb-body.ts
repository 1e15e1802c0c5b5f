import { addNights, type Night } from '@roomnight/calendar/night';

export interface BodyOptions {
  readonly events: number;
  readonly first: Night;
  /** Which events last a night longer than usual, so that two bodies differ. */
  readonly longer?: (event: number) => boolean;
  /** The moment of the fetch, which Airbnb writes on each event. */
  readonly stamp?: string;
}

const gap = 4;

/** A feed as Airbnb writes it, CRLF and folded lines included: a stay of two nights every fourth night. */
export function airbnbBody({
  events,
  first,
  longer = () => false,
  stamp = '20261123T063400Z',
}: BodyOptions): Buffer {
  const head = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
    'CALSCALE:GREGORIAN',
    'VERSION:2.0',
  ];
  const body = Array.from({ length: events }, (_, at) => {
    const checkIn = addNights(first, at * gap);
    return event({ at, checkIn, checkOut: addNights(checkIn, longer(at) ? 3 : 2), stamp });
  });
  return Buffer.from([...head, ...body.flat(), 'END:VCALENDAR', ''].join('\r\n'));
}

interface EventOptions {
  readonly at: number;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly stamp: string;
}

function event({ at, checkIn, checkOut, stamp }: EventOptions): string[] {
  const code = `HM${at.toString(36).toUpperCase().padStart(8, 'A')}`;
  return [
    'BEGIN:VEVENT',
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${checkIn.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${checkOut.replaceAll('-', '')}`,
    'SUMMARY:Reserved',
    `UID:1418fb94e984-${at.toString(16).padStart(32, '0')}@airbnb.com`,
    'DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/d',
    ` etails/${code}\\nPhone Number (Last 4 Digits): ${String(at % 10_000).padStart(4, '0')}`,
    'END:VEVENT',
  ];
}
