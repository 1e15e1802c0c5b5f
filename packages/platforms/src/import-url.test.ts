import { describe, expect, it } from 'vitest';
import { parseImportUrl } from './import-url.ts';

/** Loopback, private and metadata addresses in the spellings people try. */
const privateSpellings = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.1.',
  '１２７.０.０.１',
  '127。0。0。1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[2002:7f00:1::]',
  '[2001::1]',
  'localhost',
  'LOCALHOST.',
  'db.internal',
  'printer.local',
  'metadata',
];

describe('parseImportUrl', () => {
  it('takes what hosts paste', () => {
    expect(parseImportUrl(' webcal://www.airbnb.co.in/calendar/ical/1.ics?s=0123456789abcdef#x ')).toEqual({
      ok: true,
      url: 'https://www.airbnb.co.in/calendar/ical/1.ics?s=0123456789abcdef',
      host: 'www.airbnb.co.in',
      last4: 'cdef',
    });
    expect(parseImportUrl('http://www.vrbo.com:80/icalendar/abcdefgh.ics')).toMatchObject({
      url: 'http://www.vrbo.com/icalendar/abcdefgh.ics',
      last4: '.ics',
    });
  });

  it.each(privateSpellings)('refuses %s', (host) => {
    expect(parseImportUrl(`http://${host}/feed-of-a-home.ics`)).toMatchObject({
      ok: false,
      reason: 'private_address',
    });
  });

  it('says why, without repeating the address', () => {
    const refusals = {
      'what is this s3cret': 'not_a_url',
      'ftp://example.com/s3cret': 'scheme',
      'file:///etc/s3cret': 'scheme',
      'https://me:s3cret@example.com/': 'credentials',
      'https://example.com:8443/s3cret': 'port',
      [`https://example.com/s3cret${'x'.repeat(3_000)}`]: 'too_long',
    };
    for (const [text, reason] of Object.entries(refusals)) {
      const refusal = parseImportUrl(text);
      expect(refusal).toMatchObject({ ok: false, reason });
      expect(JSON.stringify(refusal)).not.toContain('s3cret');
    }
  });

  it('lets only the listed pairs be private', () => {
    const allowed = ['127.0.0.1:4010'];
    expect(parseImportUrl('http://127.0.0.1:4010/a.ics', allowed)).toMatchObject({ ok: true, last4: '' });
    expect(parseImportUrl('http://0x7f.1:4010/a.ics', allowed).ok).toBe(true);
    expect(parseImportUrl('http://127.0.0.1:4011/a.ics', allowed).ok).toBe(false);
    expect(parseImportUrl('http://127.0.0.1/a.ics', allowed).ok).toBe(false);
  });
});
