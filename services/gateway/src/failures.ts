import type { TakenNights } from '@roomnight/contracts/booking';

/** A field of the input cannot be; the message says why, and repeats no secret. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Nothing in this organization has that id. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** The viewer's role may not do this. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Some of the nights are held by somebody else. */
export class NightsTaken extends Error {
  override readonly name = 'NightsTaken';
  readonly taken: readonly TakenNights[];

  constructor(taken: readonly TakenNights[]) {
    const holders = [...new Set(taken.map(({ holder }) => holder))].join(', ');
    super(`These nights are taken: ${holders}.`);
    this.taken = taken;
  }
}

/** The idempotency key was used before, with another request. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';

  constructor() {
    super('This idempotency key was used before, with another request.');
  }
}

/** A platform sold the booking: only the platform can cancel it. */
export class OwnedByPlatform extends Error {
  override readonly name = 'OwnedByPlatform';

  constructor() {
    super(
      'A platform sold this booking: cancel it there, and the next poll of its feed will cancel it here.',
    );
  }
}
