import { placeName } from '@roomnight/contracts/place-name';
import { Booking } from '@roomnight/database/entities/booking';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { ConflictCase } from '@roomnight/database/entities/conflict-case';
import type { ConflictStep } from '@roomnight/database/entities/conflict-step';
import { Guest } from '@roomnight/database/entities/guest';
import { Organization } from '@roomnight/database/entities/organization';
import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import { guestMessage } from '@roomnight/resolutions/guest-message';
import type { Session } from '../context.ts';

/** What to write to the guest for a step that tells one, made of what is known now; null for any other step. */
export async function readGuestMessage(
  { em, viewer }: Session,
  { kind, conflictId, bookingId }: ConflictStep,
): Promise<string | null> {
  if (kind !== 'tell_guest') return null;
  const chosen = await em.findOne(ConflictCase, { conflictId });
  const { propertyId } = await em.findOneOrFail(CalendarConflict, { id: conflictId });
  const booking = await em.findOne(Booking, { id: bookingId });
  if (!chosen?.resolution || !booking) return null;
  const { resolution } = chosen;
  const guest = await em.findOne(Guest, { bookingId });
  const organization = await em.findOneOrFail(Organization, { id: viewer.organizationId });
  const units = await em.find(Unit, { id: unitIdsOf(resolution) });
  const properties = await em.find(Property, { id: [propertyId, ...units.map((unit) => unit.propertyId)] });
  const nameOf = new Map(properties.map(({ id, name }) => [id, name]));
  const placeOf = (unitId: string): string => {
    const unit = units.find(({ id }) => id === unitId);
    return unit ? placeName(nameOf.get(unit.propertyId) ?? '', unit.name) : 'another room';
  };
  return guestMessage(resolution, {
    bookingId,
    guestName: guest?.name ?? null,
    // Not the booking's unit: it may have been moved by now.
    property: nameOf.get(propertyId) ?? '',
    stay: booking,
    from: organization.name,
    placeOf,
  });
}

function unitIdsOf(resolution: NonNullable<ConflictCase['resolution']>): string[] {
  if (resolution.kind === 'move') return resolution.moves.map(({ unitId }) => unitId);
  return resolution.kind === 'split' ? resolution.parts.map(({ unitId }) => unitId) : [];
}
