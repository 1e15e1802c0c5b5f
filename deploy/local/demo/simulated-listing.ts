import { z } from 'zod';
import { DemoRefused } from './account.ts';

const created = z.object({ id: z.string(), feedUrl: z.url() });

export interface SimulatedListing {
  id: string;
  feedUrl: string;
}

interface Wish {
  platform: 'airbnb' | 'vrbo';
  name: string;
  seed: number;
  /** Listings of the same unit whose nights it does not sell again at the start. */
  besides: readonly string[];
}

/** Opens a listing on a simulated platform. */
export async function openSimulatedListing(simulatorUrl: string, wish: Wish): Promise<SimulatedListing> {
  return created.parse(await control(simulatorUrl, 'POST', '/control/listings', wish));
}

/** Pastes our export's address into a simulated platform, which visits it from then on. */
export async function connectExport(simulatorUrl: string, id: string, exportUrl: string): Promise<void> {
  await control(simulatorUrl, 'PATCH', `/control/listings/${id}`, { exportUrl });
}

async function control(simulatorUrl: string, method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(new URL(path, simulatorUrl), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new DemoRefused(`the simulator: ${response.status} ${await response.text()}`);
  return response.json();
}
