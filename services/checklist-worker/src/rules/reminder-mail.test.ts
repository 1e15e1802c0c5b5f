import { describe, expect, it } from 'vitest';
import { reminderMail, type Reminder } from './reminder-mail.ts';

const reminder: Reminder = {
  property: 'Casa Rosa',
  unit: 'Garden Room',
  platform: 'Booking.com',
  changes: [
    { action: 'close', stay: { checkIn: '2027-01-30', checkOut: '2027-02-01' } },
    { action: 'open', stay: { checkIn: '2027-02-10', checkOut: '2027-02-11' } },
  ],
  link: 'https://desk.example/checklists',
  number: 1,
};

describe('reminderMail', () => {
  it('names first and last night, never the check-out day', () => {
    const { subject, text } = reminderMail(reminder);
    expect(subject).toBe('2 changes to make on Booking.com: Casa Rosa, Garden Room');
    expect(text).toContain('- Close the nights from Sat 30 Jan 2027 to Sun 31 Jan 2027, both included.');
    expect(text).toContain('- Open the night of Wed 10 Feb 2027.');
    expect(text).not.toContain('1 Feb 2027 ');
    expect(text).toContain('https://desk.example/checklists');
  });

  it('counts repeated reminders and a single change', () => {
    const mail = reminderMail({ ...reminder, changes: reminder.changes.slice(0, 1), number: 3 });
    expect(mail.subject).toBe('1 change to make on Booking.com: Casa Rosa, Garden Room (reminder 3)');
    expect(mail.text).toContain('Please make this change there:');
  });

  it('lets no name break out of the subject or the page', () => {
    const mail = reminderMail({ ...reminder, property: 'A\r\nBcc: x@y.example', unit: '<img src="x">&' });
    expect(mail.subject).toBe('2 changes to make on Booking.com: A Bcc: x@y.example, <img src="x">&');
    expect(mail.html).toContain('&lt;img src=&quot;x&quot;&gt;&amp;');
    expect(mail.html).not.toContain('<img');
  });
});
