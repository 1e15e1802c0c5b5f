import { randomUUID } from 'node:crypto';

export const password = 'sixteen-quiet-rooms';

/** A person with an organization of their own, who arranges things over the API as the dashboard does. */
export interface Manager {
  readonly email: string;
  /** The data of an operation; throws on any error, and on a mutation that was refused. */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
}

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { message: string }[];
}

/** Signs a new person up, with an organization. */
export async function newManager(url: string): Promise<Manager> {
  const email = `asha-${randomUUID().slice(0, 8)}@roomnight.example`;
  let cookie = '';
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    const set = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
    if (set.length > 0) cookie = set.join('; ');
    return response.json();
  };
  await post('/api/auth/sign-up/email', { name: 'Asha Rao', email, password });
  await post('/api/auth/organization/create', { name: 'Monsoon Stays', slug: `monsoon-${randomUUID()}` });
  return {
    email,
    async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
      const answer = (await post('/graphql', { query, variables })) as Answer<Data>;
      if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join('; '));
      return answer.data;
    },
  };
}
