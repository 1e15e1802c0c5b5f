import { definePlatform } from '../define-platform.ts';

/** Data on the generic plugin: its feed follows no dialect of its own. */
export const agoda = definePlatform('generic_ical', 'agoda', 'Agoda', {
  letters: 'Ag',
  tone: 'cyan',
  signIn: 'https://ycs.agoda.com',
  calendarHelp: 'https://agodahomeshelp.zendesk.com/hc/en-us/articles/115006604248',
  whereToFindUrl: 'Agoda › Listing management › Calendar › Sync calendar › Export calendar › copy the link.',
  setUp: [
    'On the same page choose Import calendar and paste our address.',
    'Connected to a channel manager, Agoda takes no calendar: disconnect it first.',
  ],
  exportPolling: { min: 20, max: 20 },
});
