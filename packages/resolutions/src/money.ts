// Fixed tables, not Intl: what is said must not depend on the machine that says it.
const signs: Readonly<Record<string, string>> = { INR: '₹', USD: 'US$', EUR: '€', GBP: '£' };

/** `₹1,25,000`, `US$50`: whole units, in India's grouping where they are rupees. */
export function formatMoney(amount: number, currency: string): string {
  const digits = String(Math.round(Math.abs(amount)));
  const last = digits.slice(-3);
  const lead = digits.slice(0, -3);
  const size = currency === 'INR' ? 2 : 3;
  const groups = lead.replaceAll(new RegExp(String.raw`\B(?=(\d{${size}})+$)`, 'g'), ',');
  const grouped = lead === '' ? last : `${groups},${last}`;
  return `${amount < 0 ? '−' : ''}${signs[currency] ?? `${currency} `}${grouped}`;
}
