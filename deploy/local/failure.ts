/** Something a person has to know and can act on: printed as it is, without a stack. */
export class SetupFailure extends Error {
  override readonly name = 'SetupFailure';
}

/** The sentence of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
