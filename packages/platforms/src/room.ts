import { z } from 'zod';
import type { ManualRoom } from './platform.ts';
import { faultsOf, type SettingFault } from './settings.ts';

const code = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$/u, 'Letters, digits, spaces and . _ / -, at most 64.');

/** What people tell us about a listing's room on its platform. Kept beside the listing's settings. */
const roomSchema = z.strictObject({
  roomName: z.string().trim().min(1, 'This must not be empty.').max(200, 'At most 200 characters.'),
  propertyCode: code,
  roomCode: code,
  roomsOfType: z
    .int('A whole number of rooms.')
    .min(1, 'Between 1 and 255 rooms.')
    .max(255, 'Between 1 and 255 rooms.'),
});

/** The room as the platform's pages call it; what is not there was not said. */
export type RoomSettings = {
  readonly [K in keyof z.infer<typeof roomSchema>]?: z.infer<typeof roomSchema>[K] | undefined;
};

/** Reads what a person gives; all faults at once. */
export function checkRoom(
  given: unknown,
): { ok: true; room: RoomSettings } | { ok: false; faults: SettingFault[] } {
  const parsed = roomSchema.partial().safeParse(given);
  return parsed.success ? { ok: true, room: parsed.data } : { ok: false, faults: faultsOf(parsed.error) };
}

/** What kept JSON says of the room; other keys are a listing's settings. */
export function keptRoom(kept: unknown): RoomSettings {
  if (typeof kept !== 'object' || kept === null) return {};
  const entries = Object.entries(roomSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(Reflect.get(kept, key));
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(entries);
}

/** The room of a listing for a checklist: its unit's name stands in for a name on the platform. */
export function roomOf(kept: unknown, unitName: string): ManualRoom {
  const { roomName = unitName, roomsOfType = 1, propertyCode, roomCode } = keptRoom(kept);
  return {
    name: roomName,
    roomsOfType,
    ...(propertyCode !== undefined && { propertyCode }),
    ...(roomCode !== undefined && { roomCode }),
  };
}
