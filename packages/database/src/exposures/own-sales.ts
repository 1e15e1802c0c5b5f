/**
 * Which active bookings `own` of a listing its platform sold itself, as a condition. A block that it shows only because it
 * imported another one's stay is no sale of its own, so the stay's nights are sent to it as ours. What may be a guest of
 * its own is never one of those, whatever it is a mirror of.
 */
export const SOLD_ITSELF = `own.status = 'active' AND NOT (own.kind = 'block' AND NOT own.cannot_tell AND EXISTS (
  SELECT FROM availability.mirrors m JOIN availability.bookings original ON original.id = m.original_id
  WHERE m.mirror_id = own.id AND original.status = 'active'))`;
