import type { Night } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import type { Settings } from '@roomnight/platforms/settings';
import type { Preferences } from './preferences.ts';

/** The platform a booking was sold on, with what its listing's settings say of conflicts. */
export interface SoldOn {
  readonly key: string;
  readonly name: string;
  readonly priority: number;
  readonly penalty: Settings['penalty'];
}

/** An active booking of the property in which a conflict is. */
export interface Booking extends Stay {
  readonly id: string;
  readonly unitId: string;
  readonly kind: 'stay' | 'block';
  readonly tentative: boolean;
  /** A block of a feed that cannot tell stays from closed nights: perhaps a guest holds them. */
  readonly cannotTell: boolean;
  readonly createdAt: Date;
  /** Null for a direct booking or a block closed by hand. */
  readonly platform: SoldOn | null;
  /** Whether a feed brings its changes: then what is done on the platform is seen here by itself. */
  readonly byFeed: boolean;
  /** What the guest pays, in paise; null where nobody said. */
  readonly value: number | null;
  /** The bookings that this one only shows again, because its platform imported them. */
  readonly shows: readonly string[];
}

/** A unit as a guest sees it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly property: { readonly id: string; readonly name: string; readonly city: string };
  /** The villa of a room; null for one that is no part. */
  readonly parentUnitId: string | null;
  /** What it consists of: itself, or for a villa its rooms. */
  readonly leaves: readonly string[];
  /** How many guests it sleeps; null where nobody said. */
  readonly sleeps: number | null;
  /** The platforms, by name, on which people close its nights, or those of what it is a part of or consists of; none for room types. */
  readonly byHand: readonly string[];
}

/** A unit of another property, and which of the two bookings could have it as it stands. */
export interface PlaceElsewhere extends Place {
  readonly freeFor: readonly string[];
}

/** What tells that two bookings are one. */
export interface Sameness {
  /** Their feeds gave them one UID, or both have one reservation code. */
  readonly code: boolean;
  /** Both name the same guest. */
  readonly guest: boolean;
  /** A person said that they are two. */
  readonly saidDifferent: boolean;
}

/** All that is looked at to find ways out of one conflict. The order of the lists means nothing. */
export interface Question {
  readonly bookings: readonly [Booking, Booking];
  /** The contested nights. */
  readonly nights: Stay;
  /** Every unit of the property, the contested one among them. */
  readonly places: readonly Place[];
  /** The other active bookings of the property that take a night of the window. */
  readonly others: readonly Booking[];
  /** The nights of which everything is known. */
  readonly window: Stay;
  readonly elsewhere: readonly PlaceElsewhere[];
  readonly sameness: Sameness;
  readonly preferences: Preferences;
  readonly now: Date;
}

/** Whether its guest has slept here and will again: from the night after arrival to the day of departure. */
export function isInHouse(stay: Stay, today: Night): boolean {
  return stay.checkIn < today && today < stay.checkOut;
}

/** Whether a guest holds it, as far as can be told. */
export function isGuests(booking: Booking): boolean {
  return booking.kind === 'stay' || booking.cannotTell;
}
