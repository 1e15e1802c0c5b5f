import { isNight } from '@roomnight/calendar/night';
import { GraphQLError, Kind } from 'graphql';
import { builder } from './builder.ts';

builder.scalarType('Night', {
  description: 'A local calendar date in India, `YYYY-MM-DD`, slept from that date to the next.',
  serialize: (night) => night,
  parseValue: asNight,
  parseLiteral: (node) => asNight(node.kind === Kind.STRING ? node.value : null),
});

builder.scalarType('Instant', {
  description: 'A moment, ISO 8601 in UTC, such as `2026-11-23T07:00:00.000Z`.',
  serialize: (instant) => instant.toISOString(),
  parseValue: asInstant,
  parseLiteral: (node) => asInstant(node.kind === Kind.STRING ? node.value : null),
});

function asNight(value: unknown): string {
  if (typeof value === 'string' && isNight(value)) return value;
  throw new GraphQLError('A night is a date that exists, as YYYY-MM-DD.');
}

function asInstant(value: unknown): Date {
  const instant = new Date(typeof value === 'string' ? value : Number.NaN);
  if (!Number.isNaN(instant.getTime())) return instant;
  throw new GraphQLError('An instant is ISO 8601, such as 2026-11-23T07:00:00.000Z.');
}
