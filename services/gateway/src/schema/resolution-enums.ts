import type { Resolution, StepKind as StoredStep } from '@roomnight/contracts/resolution';
import { storedEnum } from './enums.ts';

export const ResolutionKind = storedEnum<Resolution['kind']>(
  'ResolutionKind',
  'What kind of way out of a conflict.',
  [
    ['cancel', 'One stay goes, the other one keeps the nights.'],
    ['move', 'Bookings are put in other units.'],
    ['changeDates', 'A stay is shifted or shortened, by agreement with its guest.'],
    ['releaseBlock', 'A block goes, the stay keeps the nights.'],
    ['split', 'A stay is spent in several units one after the other.'],
    ['sameBooking', 'There is no conflict: both are one booking.'],
  ],
);

export const StepKind = storedEnum<StoredStep>('StepKind', 'What is to be done to resolve a conflict.', [
  ['cancel_here', 'Cancel the booking in Roomnight.'],
  ['cancel_on_platform', 'Cancel the booking on the platform.'],
  ['move_here', 'Move the booking in Roomnight.'],
  ['change_here', 'Change the dates in Roomnight.'],
  ['change_on_platform', 'Change the dates on the platform.'],
  ['release_here', 'Release the block in Roomnight.'],
  ['open_on_platform', 'Open the nights on the platform.'],
  ['close_on_platform', 'Close the nights that are newly taken on a platform that is kept by hand.'],
  ['split_here', 'Split the stay in Roomnight.'],
  ['say_same_here', 'Say in Roomnight that both are one booking.'],
  ['tell_guest', 'Tell or ask the guest.'],
]);
