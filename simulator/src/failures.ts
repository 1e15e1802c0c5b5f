import type { Nights } from './nights.ts';

/** Who holds nights, as far as one platform knows. */
export interface Holder extends Nights {
  readonly kind: 'stay' | 'block' | 'imported';
  readonly uid: string | null;
  readonly firstName: string | null;
}

export class ListingUnknown extends Error {
  override readonly name = 'ListingUnknown';
  readonly status = 404;
  constructor(id: string) {
    super(`There is no listing ${id}.`);
  }
}

export class StayUnknown extends Error {
  override readonly name = 'StayUnknown';
  readonly status = 404;
  constructor(uid: string) {
    super(`No stay ${uid} is sold.`);
  }
}

export class NightsTaken extends Error {
  override readonly name = 'NightsTaken';
  readonly status = 409;
  readonly holder: Holder;
  constructor(holder: Holder) {
    super(`The nights ${holder.checkIn} to ${holder.checkOut} are taken by a ${holder.kind}.`);
    this.holder = holder;
  }
}

export class NightsBackwards extends Error {
  override readonly name = 'NightsBackwards';
  readonly status = 400;
  constructor(nights: Nights) {
    super(`The check-out ${nights.checkOut} is not after the check-in ${nights.checkIn}.`);
  }
}

export class ExportMissing extends Error {
  override readonly name = 'ExportMissing';
  readonly status = 409;
  constructor(id: string) {
    super(`Listing ${id} has no exportUrl to poll.`);
  }
}
