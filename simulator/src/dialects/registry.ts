import { airbnb } from './airbnb.ts';
import { airbnb2024 } from './airbnb-2024.ts';
import { bookingCom } from './booking-com.ts';
import type { Dialect, PlatformName } from './dialect.ts';
import { gommt } from './gommt.ts';
import { google } from './google.ts';
import { vrbo, vrboFrench } from './vrbo.ts';

/** Every dialect the simulator speaks: a new platform is a file and a line here. */
export const dialects = {
  airbnb,
  'airbnb-2024': airbnb2024,
  vrbo,
  'vrbo-fr': vrboFrench,
  booking_com: bookingCom,
  gommt,
  google,
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

export const DIALECT_NAMES = [
  'airbnb',
  'airbnb-2024',
  'vrbo',
  'vrbo-fr',
  'booking_com',
  'gommt',
  'google',
] as const satisfies readonly DialectName[];

/** What a platform's listings speak unless told otherwise. */
export const usualDialect: Readonly<Record<PlatformName, DialectName>> = {
  airbnb: 'airbnb',
  vrbo: 'vrbo',
  booking_com: 'booking_com',
  gommt: 'gommt',
  google: 'google',
};
