import { z } from 'zod';

/** The API refused something the demo needs. */
export class DemoRefused extends Error {
  override name = 'DemoRefused';
}

const answer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** A signed-in person at the public API, as any client would be. */
export class Account {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Signs in; false when there is no such account yet. */
  async signIn(email: string, password: string): Promise<boolean> {
    return (await this.#auth('/sign-in/email', { email, password })).ok;
  }

  async signUp(person: { name: string; email: string; password: string }): Promise<void> {
    await refused(await this.#auth('/sign-up/email', person));
  }

  async createOrganization(organization: { name: string; slug: string }): Promise<void> {
    await refused(await this.#auth('/organization/create', organization));
  }

  /** The data of a query or mutation, in the shape the caller expects. */
  async graphql<T>(shape: z.ZodType<T>, query: string, variables: object = {}): Promise<T> {
    const response = await this.#post('/graphql', { query, variables });
    const { data, errors } = answer.parse(await response.json());
    if (errors) throw new DemoRefused(errors.map(({ message }) => message).join('; '));
    return shape.parse(data);
  }

  async #auth(path: string, body: object): Promise<Response> {
    const response = await this.#post(`/api/auth${path}`, body);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    return response;
  }

  #post(path: string, body: object): Promise<Response> {
    return fetch(new URL(path, this.#url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: new URL(this.#url).origin,
        cookie: this.#cookie,
      },
      body: JSON.stringify(body),
    });
  }
}

async function refused(response: Response): Promise<void> {
  if (!response.ok) throw new DemoRefused(`${response.status} ${(await response.text()).slice(0, 300)}`);
}
