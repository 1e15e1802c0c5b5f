import { savedHistories } from '@roomnight/runtime/replay-histories';
import { expect, test } from 'vitest';

const histories = await savedHistories(
  new URL('histories/', import.meta.url),
  new URL('../workflows.ts', import.meta.url),
);

test.each(histories.names)('%s continues with today’s code', async (name) => {
  await expect(histories.replay(name)).resolves.toBeUndefined();
});

test.each([
  'booking-accepted',
  'booking-hold-confirmed',
  'booking-hold-released',
  'booking-hold-expired',
  'booking-cancellation',
  'mirror-decision',
  'conflict-round',
  'recurring-block',
  'conflict-asked',
  'conflict-resolved',
])('there is a history of %s', (workflow) => {
  expect(histories.names.some((name) => name.startsWith(workflow))).toBe(true);
});

test('a history of other code is refused', async () => {
  const foreign = (history: string): string => history.replaceAll('"BookingCancellation"', '"Booking"');
  await expect(histories.replay('booking-cancellation-cancelled.json', foreign)).rejects.toThrow(
    /nondeterminism|replay/i,
  );
});

test('the bundle holds workflow code only', () => {
  expect(histories.bundleSize).toBeLessThan(2_500_000);
});
