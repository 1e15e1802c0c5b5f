import { randomUUID } from 'node:crypto';

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Somebody who uses the gateway as a browser does: over HTTP, with a session cookie. */
export class TestPerson {
  readonly email: string;
  readonly #url: string;
  readonly #origin: string;
  cookie = '';

  constructor(url: string, origin: string, email: string) {
    this.#url = url;
    this.#origin = origin;
    this.email = email;
  }

  static async withOrganization(url: string, origin: string, name: string): Promise<TestPerson> {
    const person = new TestPerson(url, origin, `${name.toLowerCase()}-${randomUUID()}@example.com`);
    await person.auth('/sign-up/email', { name, email: person.email, password: 'a long password' });
    await person.auth('/organization/create', { name: `${name}’s stays`, slug: randomUUID() });
    return person;
  }

  /** Calls sign-in and keeps the cookies it sets. */
  async auth(path: string, body: object): Promise<Response> {
    const response = await fetch(`${this.#url}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#origin, cookie: this.cookie },
      body: JSON.stringify(body),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    return response;
  }

  /** The whole answer to an operation, errors included. */
  async ask(query: string, variables: object = {}): Promise<Answer> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify({ query, variables }),
    });
    return JSON.parse(await response.text());
  }

  /** The data of an operation that must not fail. */
  async get<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask(query, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return JSON.parse(JSON.stringify(data));
  }
}
