import { describe, expect, it } from 'vitest';
import { parseImportUrl } from './import-url.ts';
import { PRIVATE_SPELLINGS } from './private-spellings.test-data.ts';

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

  it.each(PRIVATE_SPELLINGS)('refuses %s', (host) => {
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
