import { Migration } from '@mikro-orm/migrations';

/** What a booking is worth stands on the booking: how bad a conflict is depends on it. */
export class BookingValue extends Migration {
  override name = 'm0024-booking-value';

  override up(): void {
    this.addSql(`
      ALTER TABLE availability.bookings ADD COLUMN value_paise int CHECK (value_paise BETWEEN 0 AND 2000000000);
      COMMENT ON COLUMN availability.bookings.value_paise IS
        'What the guest pays, in paise; null where nobody said: no feed tells it. Of several units booked together it stands on the first.';
      -- The wall holds for the tables' owner too, but for this statement.
      ALTER TABLE availability.bookings NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.booking_requests NO FORCE ROW LEVEL SECURITY;
      UPDATE availability.bookings b SET value_paise = r.value_paise FROM gateway.booking_requests r
        WHERE r.id = b.id AND r.value_paise IS NOT NULL;
      ALTER TABLE availability.bookings FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.booking_requests FORCE ROW LEVEL SECURITY;
    `);
  }
}
