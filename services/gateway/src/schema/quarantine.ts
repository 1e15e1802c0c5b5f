import { Quarantine, type QuarantinedRelease } from '@roomnight/database/entities/quarantine';
import { QuarantineDecision } from '@roomnight/database/entities/quarantine-decision';
import { User } from '@roomnight/database/entities/user';
import type { Stay } from '@roomnight/calendar/stay';
import { type Context, sessionOf } from '../context.ts';
import { InvalidInput, NotFound, QuarantineChanged } from '../failures.ts';
import { decideQuarantine } from '../listings/decide-quarantine.ts';
import { builder } from './builder.ts';
import { BookingKind, QuarantineStatus, QuarantineWord } from './enums.ts';
import { ErrorInterface } from './errors.ts';
import { BookingRef, ListingRef } from './refs.ts';

export const NightsRef = builder.objectRef<Stay>('Nights').implement({
  description: 'Nights in a row.',
  fields: (t) => ({
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
  }),
});

const QuarantinedReleaseRef = builder.objectRef<QuarantinedRelease>('QuarantinedRelease').implement({
  description: 'Nights of one booking that the feed would free.',
  fields: (t) => ({
    booking: t.field({ type: BookingRef, description: 'It.', resolve: ({ bookingId }) => bookingId }),
    kind: t.expose('kind', { type: BookingKind, description: 'Whether a guest or the owner holds them.' }),
    nights: t.expose('nights', {
      type: [NightsRef],
      description: 'The nights it would lose, from today on.',
    }),
    why: t.exposeString('why', { description: 'What the feed says of it, in a sentence.' }),
    said: t.field({
      type: QuarantineWord,
      nullable: true,
      description: 'What a person decided of it; null while nobody did.',
      resolve: ({ said }) => said ?? null,
    }),
  }),
});

interface Decided {
  decision: QuarantineDecision;
  isApplied: boolean;
}

const QuarantineDecisionRef = builder.objectRef<Decided>('QuarantineDecision').implement({
  description: 'What a person decided about a quarantine.',
  fields: (t) => ({
    decidedAt: t.field({
      type: 'Instant',
      description: 'When.',
      resolve: ({ decision }) => decision.decidedAt,
    }),
    decidedBy: t.loadable({
      type: 'String',
      nullable: true,
      description: 'The name of who decided; null when that person is no longer known.',
      load: async (ids: string[], context) => {
        const users = await sessionOf(context).em.find(User, { id: ids });
        const names = new Map(users.map(({ id, name }) => [id, name]));
        return ids.map((id) => names.get(id) ?? null);
      },
      resolve: ({ decision }) => decision.decidedBy,
    }),
    reason: t.string({
      description: 'Why, in that person’s words.',
      resolve: ({ decision }) => decision.reason,
    }),
    free: t.field({
      type: [BookingRef],
      description: 'The bookings to free; all others that were shown are kept.',
      resolve: ({ decision }) => decision.free,
    }),
    isApplied: t.exposeBoolean('isApplied', {
      description: 'Whether a poll has applied it yet: that is done at the next poll that can read the feed.',
    }),
  }),
});

export const QuarantineRef = builder.objectRef<Quarantine>('Quarantine').implement({
  description:
    'Nights that a feed would free, and that are kept until a person decides or the feed shows them again.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    listing: t.field({
      type: ListingRef,
      description: 'Whose feed it is.',
      resolve: ({ listingId }) => listingId,
    }),
    revision: t.exposeInt('revision', {
      description: 'Counts its contents: a decision names the one it is made on.',
    }),
    status: t.expose('status', { type: QuarantineStatus, description: 'How far it has come.' }),
    isWholeFeed: t.exposeBoolean('isWholeFeed', {
      description: 'The feed is not believed at all; otherwise only about the bookings named here.',
    }),
    reason: t.exposeString('reason', { description: 'Why, in a sentence.' }),
    openedAt: t.expose('openedAt', { type: 'Instant', description: 'Since when.' }),
    changedAt: t.expose('changedAt', { type: 'Instant', description: 'When its content last changed.' }),
    closedAt: t.expose('closedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When nothing was left to decide; null while it stands.',
    }),
    releases: t.expose('releases', {
      type: [QuarantinedReleaseRef],
      description: 'Exactly what would be freed.',
    }),
    decision: t.loadable({
      type: QuarantineDecisionRef,
      nullable: true,
      description: 'The last decision about it.',
      load: lastDecisions,
      resolve: (quarantine) => quarantine,
    }),
  }),
});

async function lastDecisions(quarantines: Quarantine[], context: Context): Promise<(Decided | null)[]> {
  const rows = await sessionOf(context).em.find(
    QuarantineDecision,
    { quarantineId: quarantines.map(({ id }) => id) },
    { orderBy: { decidedAt: 'asc', id: 'asc' } },
  );
  const last = new Map(rows.map((decision) => [decision.quarantineId, decision]));
  return quarantines.map(({ id, decisionIds }) => {
    const decision = last.get(id);
    return decision ? { decision, isApplied: decisionIds.includes(decision.id) } : null;
  });
}

builder.objectField(ListingRef, 'quarantine', (t) =>
  t.loadable({
    type: QuarantineRef,
    nullable: true,
    description: 'What its feed would free and a person decides about; null when there is nothing.',
    load: async (listingIds: string[], context) => {
      const rows = await sessionOf(context).em.find(
        Quarantine,
        { listingId: listingIds, closedAt: null },
        { refresh: true },
      );
      const standing = new Map(rows.map((quarantine) => [quarantine.listingId, quarantine]));
      return listingIds.map((id) => standing.get(id) ?? null);
    },
    resolve: ({ id }) => id,
  }),
);

builder.objectType(QuarantineChanged, {
  name: 'QuarantineChanged',
  description: 'It is not any more what the person decided on, or somebody else decided first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    quarantine: t.expose('quarantine', { type: QuarantineRef, description: 'As it is now.' }),
  }),
});

const DecideQuarantineInput = builder.inputType('DecideQuarantineInput', {
  description: 'A decision about everything in a quarantine.',
  fields: (t) => ({
    quarantineId: t.id({ required: true, description: 'The quarantine.' }),
    revision: t.int({ required: true, description: 'Its content as the person saw it.' }),
    free: t.idList({
      required: true,
      description:
        'The bookings whose nights are freed unless the feed shows them again. All others are kept.',
    }),
    reason: t.string({ required: true, description: 'Why, in words; at most 300 characters.' }),
  }),
});

const DecideQuarantineSuccess = builder
  .objectRef<{ quarantine: Quarantine }>('DecideQuarantineSuccess')
  .implement({
    description: 'The decision is stored; the poll that applies it has begun, if the listing is polled.',
    fields: (t) => ({
      quarantine: t.expose('quarantine', { type: QuarantineRef, description: 'As it is now.' }),
    }),
  });

builder.mutationField('decideQuarantine', (t) =>
  t.field({
    type: DecideQuarantineSuccess,
    description:
      'Decides what a feed may free. Nothing is freed that the feed shows again meanwhile. What is kept can be freed later. For managers.',
    authScopes: { role: 'manager' },
    errors: { types: [InvalidInput, NotFound, QuarantineChanged] },
    args: { input: t.arg({ type: DecideQuarantineInput, required: true, description: 'The decision.' }) },
    resolve: async (_root, { input }, context) => ({
      quarantine: await decideQuarantine(context.app, sessionOf(context), input),
    }),
  }),
);
