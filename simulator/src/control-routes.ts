import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  cancellation,
  closure,
  listingChanges,
  misbehaviour,
  move,
  newListing,
  sale,
} from './control-bodies.ts';
import type { Listing } from './listing.ts';
import { anyName } from './selling.ts';
import type { Simulation } from './simulation.ts';
import { activeStays, block, cancel, change, configure, sell, unblock } from './world.ts';

interface ById {
  Params: { id: string };
}

/** The hand of God: what a test, the demo or a person at the page makes the platforms do. */
export function controlRoutes(app: FastifyInstance, simulation: Simulation, changed: () => void): void {
  const listings = '/control/listings';
  const listing = `${listings}/:id`;

  app.addHook('onResponse', async (request) => {
    if (request.method !== 'GET') changed();
  });

  app.post(listings, async (request, reply) => {
    const { pollMinutes, ...wish } = newListing.parse(request.body);
    const created = simulation.create(wish);
    if (pollMinutes !== undefined) simulation.pace(created, pollMinutes);
    return reply.code(201).send({ id: created.id, feedUrl: feedUrl(request, created) });
  });

  app.get<{ Querystring: { detail?: string } }>(listings, async (request) => {
    const show = request.query.detail === 'true' ? detail : summary;
    return simulation.listings.map(({ id }) => show(request, simulation.listing(id)));
  });

  app.get<ById>(listing, async (request) => detail(request, simulation.listing(request.params.id)));

  app.patch<ById>(listing, async (request) => {
    const { exportUrl, pollMinutes, sellRate, ...settings } = listingChanges.parse(request.body);
    const target = simulation.listing(request.params.id);
    if (exportUrl !== undefined) simulation.followExport(target, exportUrl);
    if (pollMinutes !== undefined) simulation.pace(target, pollMinutes);
    if (sellRate !== undefined) simulation.reprice(target, sellRate);
    if (Object.keys(settings).length > 0) configure(target, settings, simulation.now);
    return detail(request, target);
  });

  app.delete<ById>(listing, async (request, reply) => {
    simulation.remove(request.params.id);
    return reply.code(204).send();
  });

  app.post<ById>(`${listing}/sell`, async (request, reply) => {
    const { checkIn, checkOut, firstName, tentative, force } = sale.parse(request.body);
    const target = simulation.listing(request.params.id);
    const nights = { checkIn, checkOut };
    const stay = sell(
      target,
      { nights, firstName: firstName ?? anyName(target), tentative, force },
      simulation.now,
    );
    return reply.code(201).send(stay);
  });

  app.post<ById>(`${listing}/cancel`, async (request) => {
    const { uid } = cancellation.parse(request.body);
    return cancel(simulation.listing(request.params.id), uid, simulation.now);
  });

  app.post<ById>(`${listing}/change`, async (request) => {
    const { uid, checkIn, checkOut, force } = move.parse(request.body);
    const nights = { checkIn, checkOut };
    return change(simulation.listing(request.params.id), uid, nights, force, simulation.now);
  });

  app.post<ById>(`${listing}/block`, async (request) => {
    const nights = closure.parse(request.body);
    const target = simulation.listing(request.params.id);
    block(target, nights, simulation.now);
    return { blocks: target.blocks };
  });

  app.post<ById>(`${listing}/unblock`, async (request) => {
    const nights = closure.parse(request.body);
    const target = simulation.listing(request.params.id);
    unblock(target, nights, simulation.now);
    return { blocks: target.blocks };
  });

  app.post<ById>(`${listing}/poll`, async (request) =>
    simulation.poll(simulation.listing(request.params.id)),
  );

  app.post<ById>(`${listing}/misbehave`, async (request) => {
    const { mode, times, redirectTo, retryAfterSeconds } = misbehaviour.parse(request.body);
    const target = simulation.listing(request.params.id);
    const left = times ?? null;
    target.misbehaviour = { mode, left, redirectTo: redirectTo ?? null, retryAfterSeconds, answered: 0 };
    return target.misbehaviour;
  });
}

function feedUrl(request: FastifyRequest, listing: Listing): string {
  return `${request.protocol}://${request.host}${listing.feedPath}`;
}

function summary(request: FastifyRequest, listing: Listing) {
  const { id, name, platform, dialect, exportUrl, sellRate, misbehaviour: fault } = listing;
  return {
    id,
    name,
    platform,
    dialect,
    exportUrl,
    sellRate,
    mode: fault.mode,
    stays: activeStays(listing).length,
    feedUrl: feedUrl(request, listing),
    lastFetch: listing.fetches.at(-1) ?? null,
    lastPoll: listing.polls.at(-1) ?? null,
  };
}

function detail(request: FastifyRequest, listing: Listing) {
  const { dice: _dice, feedPath: _path, ...visible } = listing;
  return {
    ...visible,
    stays: activeStays(listing).toSorted((a, b) => a.checkIn.localeCompare(b.checkIn)),
    cancelled: listing.stays.filter((stay) => stay.cancelledAt !== null),
    feedUrl: feedUrl(request, listing),
    lastFetch: listing.fetches.at(-1) ?? null,
    lastPoll: listing.polls.at(-1) ?? null,
  };
}
