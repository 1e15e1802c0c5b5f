import { expect, it } from 'vitest';
import { checkRoom, roomOf } from './room.ts';

it('names a room as the platform does, else as we do', () => {
  expect(roomOf({}, 'Blue')).toEqual({ name: 'Blue', roomsOfType: 1 });
  expect(roomOf(null, 'Blue')).toEqual({ name: 'Blue', roomsOfType: 1 });
  const kept = {
    roomName: 'Deluxe',
    propertyCode: '12',
    roomCode: '1201',
    roomsOfType: 4,
    intervalMinutes: 30,
  };
  expect(roomOf(kept, 'Blue')).toEqual({
    name: 'Deluxe',
    propertyCode: '12',
    roomCode: '1201',
    roomsOfType: 4,
  });
  expect(roomOf({ roomName: '', roomsOfType: 0, roomCode: 7 }, 'Blue')).toEqual({
    name: 'Blue',
    roomsOfType: 1,
  });
});

it('names every field at fault', () => {
  const checked = checkRoom({
    roomName: ' ',
    propertyCode: 'a?b',
    roomCode: '1',
    roomsOfType: 256,
    floor: 1,
  });
  expect(checked).toMatchObject({
    faults: [{ key: 'roomName' }, { key: 'propertyCode' }, { key: 'roomsOfType' }, { key: 'floor' }],
  });
  expect(checkRoom({ roomName: ' Deluxe ' })).toEqual({ ok: true, room: { roomName: 'Deluxe' } });
});
