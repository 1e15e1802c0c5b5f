import type { TakenNights } from '@roomnight/contracts/booking';
import type { AskedNights } from './bookings/read-alternatives.ts';
import type { Quarantine } from '@roomnight/database/entities/quarantine';

/** One field of the input that cannot be, and what it can be. */
export interface InputFault {
  readonly field: string;
  readonly message: string;
}

/** Fields of the input cannot be; the message says why, and repeats no secret. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  /** The first field at fault. */
  readonly field: string;
  readonly faults: readonly InputFault[];

  constructor(field: string, message: string, faults: readonly InputFault[] = [{ field, message }]) {
    super(message);
    this.field = field;
    this.faults = faults;
  }

  /** Of several faults, at least one, told together. */
  static of(found: readonly { readonly key: string; readonly message: string }[]): InvalidInput {
    const faults = found.map(({ key, message }) => ({ field: key, message }));
    const [first, ...more] = faults;
    const message =
      more.length === 0
        ? first?.message
        : faults.map((fault) => `${fault.field}: ${fault.message}`).join(' ');
    return new InvalidInput(first?.field ?? '', message ?? '', faults);
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

/** Asked too often; the message says when to ask again. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too often: try again in ${Math.ceil(retryAfterSeconds / 60)} min.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Some of the nights are held by somebody else. */
export class NightsTaken extends Error {
  override readonly name = 'NightsTaken';
  readonly asked: AskedNights;
  readonly taken: readonly TakenNights[];

  constructor(asked: AskedNights, taken: readonly TakenNights[]) {
    const holders = [...new Set(taken.map(({ holder }) => holder))].join(', ');
    super(`These nights are taken: ${holders}.`);
    this.asked = asked;
    this.taken = taken;
  }
}

/** Nights of some occurrences of a recurring block are held by somebody else. */
export class OccurrencesTaken extends Error {
  override readonly name = 'OccurrencesTaken';
  readonly taken: readonly TakenNights[];

  constructor(taken: readonly TakenNights[]) {
    const holders = [...new Set(taken.map(({ holder }) => holder))].join(', ');
    super(`Some of these nights are taken: ${holders}. Nothing was closed.`);
    this.taken = taken;
  }
}

/** The hold is over, and its nights were given back. */
export class HoldExpired extends Error {
  override readonly name = 'HoldExpired';
  readonly asked: AskedNights;

  constructor(asked: AskedNights, how: 'expired' | 'released') {
    super(
      `This hold ${how === 'expired' ? 'has ended' : 'was released'}: hold or book its nights anew, if they are free still.`,
    );
    this.asked = asked;
  }
}

/** The booking is no hold: it was booked at once, or is confirmed. */
export class NotAHold extends Error {
  override readonly name = 'NotAHold';

  constructor() {
    super('This is booked, not on hold: cancel it if it is not wanted.');
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

/** A quarantine is not any more what the person decided on, or somebody else decided first. */
export class QuarantineChanged extends Error {
  override readonly name = 'QuarantineChanged';
  readonly quarantine: Quarantine;

  constructor(quarantine: Quarantine) {
    super(
      quarantine.closedAt
        ? 'Nothing is left to decide here: look at it again.'
        : 'This changed meanwhile, or somebody decided it just now: look at it again.',
    );
    this.quarantine = quarantine;
  }
}

/** Something about a conflict cannot be done, or no longer; the message says why. Nothing changed. */
export class ConflictRefused extends Error {
  override readonly name = 'ConflictRefused';
}
