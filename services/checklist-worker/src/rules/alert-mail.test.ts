import { describe, expect, it } from 'vitest';
import { alertClosedMail, alertOpenedMail } from './alert-mail.ts';
import { ANOTHER_TROUBLE, type ConcernedListing, feedAlertWords } from './alert-words.ts';

const since = new Date('2027-01-20T11:00:00+05:30');
const link = 'https://desk.example/alerts';
const blue: ConcernedListing = {
  platform: 'Airbnb',
  place: 'Casa Rosa, Blue',
  detail: 'The server answered 503. It was last read Wed 20 Jan, 10:00 IST.',
};
const opened = (kind: string, listings = [blue]) => {
  const words = feedAlertWords[kind]?.({ since, listings });
  if (words === undefined) throw new Error(`no words for ${kind}`);
  return alertOpenedMail({ words, listings, link });
};

describe('the mail of an alert', () => {
  it('says what is wrong and since when, what that means for nights, what to do, and where to look', () => {
    expect(opened('feed_failing').subject).toBe('Airbnb feed of Casa Rosa, Blue cannot be read');
    expect(opened('feed_failing').text).toBe(
      [
        'Airbnb feed of Casa Rosa, Blue cannot be read. The server answered 503. It was last read Wed 20 Jan, 10:00 IST. Failing since Wed 20 Jan, 11:00 IST.',
        'No night was freed. But what is sold there meanwhile is not seen here, so a night can be sold twice.',
        'Roomnight goes on trying. Look whether Airbnb works; if it gave a listing a new feed address, paste that into the listing.',
        'All open alerts:\nhttps://desk.example/alerts\n',
      ].join('\n\n'),
    );
  });

  it.each(Object.keys(feedAlertWords))(
    'of %s promises nothing about nights but that none was freed',
    (kind) => {
      expect(opened(kind).text).toContain('No night was freed');
      expect(opened(kind).html).toContain('No night was freed');
    },
  );

  it('names the listings of a larger incident, though not a thousand', () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ ...blue, place: `Room ${at}`, detail: null }));
    const { subject, text } = opened('feed_failing', many);
    expect(subject).toBe('25 Airbnb feeds cannot be read');
    expect(text).toContain('- Room 19 on Airbnb\n- and 5 more');
    const mixed = opened('feed_late', [blue, { ...blue, platform: 'VRBO' }]);
    expect(mixed.subject).toBe('2 feeds were not polled');
    expect(mixed.text).toContain('Nothing is wrong with Airbnb and VRBO.');
  });

  it('lets no name break out of the subject or the page', () => {
    const { subject, html } = opened('feed_late', [
      { ...blue, place: 'A\r\nBcc: x@y.example <img src="x">' },
    ]);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<img');
  });

  it('of its end has the same subject and follows the first', () => {
    const over = (endings: string[]) =>
      alertClosedMail({
        title: '3 feeds cannot be read',
        openedAt: since,
        endings,
        link,
        follows: 'alert:1:opened',
      });
    const again = 'the feed can be read again';
    const mail = over([again, again, 'the listing was paused']);
    expect(mail).toMatchObject({ subject: 'Over: 3 feeds cannot be read', follows: 'alert:1:opened' });
    expect(mail.text).toContain(
      'Of 3 listings: for 2 the feed can be read again; for 1 the listing was paused.',
    );
    expect(mail.text).toContain('You were told of it Wed 20 Jan, 11:00 IST. There is nothing to do.');
    expect(over([again, again]).text).toContain('For all 2 listings the feed can be read again.');
    expect(over([again]).text).toContain('The feed can be read again.');
    expect(over([again, ANOTHER_TROUBLE]).text).not.toContain('nothing to do');
  });
});
