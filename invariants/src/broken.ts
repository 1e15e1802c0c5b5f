/** An invariant that does not hold. */
export class Broken extends Error {
  override readonly name = 'Broken';
  constructor(rule: string, what: unknown) {
    super(`${rule}: ${JSON.stringify(what)}`);
  }
}

/** Throws where there is something that must not be. */
export function none(rule: string, offending: Iterable<unknown>, about: object): void {
  const list = [...offending];
  if (list.length > 0) throw new Broken(rule, { offending: list, ...about });
}
