import type { CombinedError } from '@urql/core';
import { sentenceOf } from '~/graphql/client.ts';

/** Why a form was refused: at a field, or as a whole. */
export interface FormFailure {
  readonly message?: string;
  readonly fields: Readonly<Record<string, string>>;
}

type Answer = { __typename: string; message?: string; field?: string | null };

/** Undefined when the answer is a success. */
export function formFailure(
  answer: Answer | undefined,
  error: CombinedError | undefined,
): FormFailure | undefined {
  if (error) return { message: sentenceOf(error), fields: {} };
  if (answer?.message === undefined) return undefined;
  return answer.field
    ? { fields: { [answer.field]: answer.message } }
    : { message: answer.message, fields: {} };
}
