export interface Nights {
  readonly checkIn: string;
  readonly checkOut: string;
}

export interface SimulatedListing {
  /** Where its feed is read. */
  readonly feedUrl: string;
  /** Tells it where our export is, or another calendar to import. */
  follow(exportUrl: string): Promise<void>;
  /** It reads the calendar it follows now. */
  visit(): Promise<void>;
  /** A guest books there; `force` sells nights that its calendar shows as closed. */
  sell(nights: Nights, guest: { firstName: string; force?: boolean }): Promise<void>;
}

/** A listing on the simulated platform that sells nothing unless told to. */
export async function listOn(simulatorUrl: string, platform: 'airbnb' | 'vrbo'): Promise<SimulatedListing> {
  const request = async (method: string, path: string, body: unknown): Promise<Response> => {
    const response = await fetch(`${simulatorUrl}/control/listings${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the simulator answers ${response.status}: ${await response.text()}`);
    return response;
  };
  const made = await request('POST', '', { platform, name: 'Sea house', sellRate: 0, occupancy: 0 });
  const { id, feedUrl } = (await made.json()) as { id: string; feedUrl: string };
  return {
    feedUrl,
    async follow(exportUrl) {
      await request('PATCH', `/${id}`, { exportUrl });
    },
    async visit() {
      await request('POST', `/${id}/poll`, {});
    },
    async sell(nights, guest) {
      await request('POST', `/${id}/sell`, { ...nights, ...guest });
    },
  };
}
