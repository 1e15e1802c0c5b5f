import { expect, it } from 'vitest';
import { exportAlertWords, exportTroubles } from './export-troubles.ts';

const fetchedAt = new Date('2027-01-20T10:00:00+05:30');
const after = (minutes: number) => new Date(fetchedAt.getTime() + minutes * 60_000);
const watched = {
  organizationId: 'o',
  listingId: 'l',
  platform: 'airbnb',
  fetchedAt,
  intervalMinutes: 180,
};

it('is a trouble once a platform has not fetched for three times its interval', () => {
  expect(exportTroubles([watched], after(539)).troubles).toEqual([]);
  expect(exportTroubles([watched], after(540)).troubles).toEqual([
    {
      listingId: 'l',
      concern: 'export',
      kind: 'export_not_fetched',
      group: 'airbnb',
      since: after(540),
      detail: 'It was last fetched Wed 20 Jan, 10:00 IST, and before that every 3 hours.',
    },
  ]);
  expect(exportTroubles([{ ...watched, intervalMinutes: 20 }], after(60)).troubles).toMatchObject([
    { detail: expect.stringContaining('every 20 minutes') },
  ]);
});

it('says where, what it means and what to do', () => {
  const listing = { platform: 'Airbnb', place: 'Casa Rosa', detail: 'It was last fetched then.' };
  const words = exportAlertWords.export_not_fetched;
  expect(words?.({ since: after(540), listings: [listing] })).toMatchObject({
    title: 'Airbnb stopped fetching our calendar of Casa Rosa',
    sentence: 'It was last fetched then.',
    meaning: 'What is taken here since then can still be sold on Airbnb.',
  });
  expect(words?.({ since: after(540), listings: [listing, listing] })).toMatchObject({
    title: 'Airbnb stopped fetching 2 of our calendars',
    sentence: 'The first is missing since Wed 20 Jan, 19:00 IST.',
  });
});
