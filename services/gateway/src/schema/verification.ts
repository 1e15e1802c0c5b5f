import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import { Verification } from '@roomnight/database/entities/verification';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { NightsRef } from './quarantine.ts';
import { ListingRef } from './refs.ts';

const VerificationRef = builder.objectRef<Verification>('Verification').implement({
  description: 'A platform kept by hand, compared with its own feed.',
  fields: (t) => ({
    verifiedAt: t.expose('verifiedAt', { type: 'Instant', description: 'When it was last compared.' }),
    open: t.field({
      type: [NightsRef],
      description: 'Nights that should be closed there, and are not.',
      resolve: ({ openNights }) => [...nightsOf(openNights)],
    }),
    ticked: t.field({
      type: [NightsRef],
      description: 'Of these, the ones that somebody ticked off as closed.',
      resolve: ({ tickedNights }) => [...nightsOf(tickedNights)],
    }),
    unknown: t.field({
      type: [NightsRef],
      description: 'Nights closed there that nothing here explains: perhaps a sale.',
      resolve: ({ unknownNights }) => [...nightsOf(unknownNights)],
    }),
  }),
});

/** Postgres writes `{[2026-11-23,2026-11-25),…}`. */
function nightsOf(multirange: string): NightSet {
  const ranges = multirange.matchAll(/\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\)/g);
  return nightSet([...ranges].map(([, checkIn = '', checkOut = '']) => ({ checkIn, checkOut })));
}

builder.objectField(ListingRef, 'verification', (t) =>
  t.loadable({
    type: VerificationRef,
    nullable: true,
    description: 'What its feed shows of the work by hand; null unless it is kept by hand and verified.',
    load: async (listingIds: string[], context) => {
      const rows = await sessionOf(context).em.find(
        Verification,
        { listingId: listingIds },
        { refresh: true },
      );
      const byListing = new Map(rows.map((verification) => [verification.listingId, verification]));
      return listingIds.map((id) => byListing.get(id) ?? null);
    },
    resolve: ({ id, mode }) => (mode === 'manual_verified' ? id : null),
  }),
);
