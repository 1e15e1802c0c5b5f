import type { FilterQuery } from '@mikro-orm/core';
import { Alert } from '@roomnight/database/entities/alert';
import { AlertListing } from '@roomnight/database/entities/alert-listing';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { AlertSeverity, AlertStatus } from './enums.ts';
import { groupedBy } from './load.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';
import { ListingRef } from './refs.ts';

const AlertListingRef = builder.objectType(AlertListing, {
  name: 'AlertListing',
  description: 'A listing that an alert concerns.',
  fields: (t) => ({
    listing: t.field({
      type: ListingRef,
      description: 'The listing.',
      resolve: ({ listingId }) => listingId,
    }),
    since: t.expose('since', { type: 'Instant', description: 'When its trouble began.' }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'What to know of it in particular, in a sentence.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When its trouble was over; null while it is not.',
    }),
    endedBecause: t.exposeString('endedBecause', {
      nullable: true,
      description: 'Why it was over, such as “the feed can be read again”.',
    }),
  }),
});

const AlertRef = builder.objectType(Alert, {
  name: 'Alert',
  description: 'One incident: troubles that have one cause, as far as can be told. It closes by itself.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    kind: t.exposeString('kind', { description: 'What kind of incident, such as `feed_failing`.' }),
    severity: t.expose('severity', { type: AlertSeverity, description: 'How much it hurts.' }),
    status: t.expose('status', { type: AlertStatus, description: 'Whether it is over.' }),
    title: t.exposeString('title', { description: 'What is wrong, in a few words.' }),
    sentence: t.exposeString('sentence', { description: 'What is wrong and since when.' }),
    meaning: t.exposeString('meaning', { description: 'What it means for nights.' }),
    advice: t.exposeString('advice', { description: 'What to do.' }),
    openedAt: t.expose('openedAt', { type: 'Instant', description: 'When people were told.' }),
    closedAt: t.expose('closedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was over; null while it is not.',
    }),
    closedReason: t.exposeString('closedReason', {
      nullable: true,
      description: 'What ended it; null while it is open.',
    }),
    listings: t.loadableList({
      type: AlertListingRef,
      description: 'The listings concerned, those whose trouble began first before the others.',
      load: async (alertIds: string[], context) => {
        const rows = await sessionOf(context).em.find(
          AlertListing,
          { alertId: alertIds },
          { orderBy: { since: 'asc', listingId: 'asc' }, refresh: true },
        );
        return groupedBy(alertIds, rows, ({ alertId }) => alertId);
      },
      resolve: ({ id }) => id,
    }),
  }),
});

const AlertConnection = builder.connectionObject(
  { type: AlertRef, name: 'AlertConnection', description: 'A page of alerts.' },
  { name: 'AlertEdge', description: 'An alert and its place in the list.' },
);

const KEY = /^(open|closed) \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Comes after that place in the list: in its status an earlier one, or in the status that comes later. */
function isAfter([key, id]: [key: string, id: string]): FilterQuery<Alert> {
  const [status, openedAt] = key.split(' ');
  const at = new Date(openedAt ?? '');
  const rest: FilterQuery<Alert>[] = [
    { status: status === 'open' ? 'open' : 'closed', openedAt: { $lt: at } },
    { status: status === 'open' ? 'open' : 'closed', openedAt: at, id: { $lt: id } },
  ];
  return { $or: status === 'open' ? [...rest, { status: 'closed' }] : rest };
}

builder.queryField('alerts', (t) =>
  t.field({
    type: AlertConnection,
    description: 'Alerts, open ones first, then by when they opened, the latest first.',
    args: {
      ...pageArgs,
      status: t.arg({ type: AlertStatus, required: false, description: 'Only those in this status.' }),
    },
    resolve: async (_root, args, context) => {
      const after = keyAfter(args, (key) => KEY.test(key));
      const rows = await sessionOf(context).em.find(
        Alert,
        {
          $and: [args.status ? { status: args.status } : {}, after ? isAfter(after) : {}],
        },
        {
          orderBy: { status: 'desc', openedAt: 'desc', id: 'desc' },
          limit: pageSize(args) + 1,
          refresh: true,
        },
      );
      return pageOf(rows, args, ({ status: word, openedAt: at, id }) => [`${word} ${at.toISOString()}`, id]);
    },
  }),
);
