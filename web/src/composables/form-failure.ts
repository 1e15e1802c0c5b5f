import type { CombinedError } from '@urql/core';
import { sentenceOf } from '~/graphql/client.ts';

/** Why a form was refused: at a field, or as a whole. */
export interface FormFailure {
  readonly message?: string;
  readonly fields: Readonly<Record<string, string>>;
}

type Answer = {
  __typename: string;
  message?: string;
  field?: string | null;
  faults?: readonly { field: string; message: string }[];
};

/** Undefined when the answer is a success. */
export function formFailure(
  answer: Answer | undefined,
  error: CombinedError | undefined,
): FormFailure | undefined {
  if (error) return { message: sentenceOf(error), fields: {} };
  if (answer?.message === undefined) return undefined;
  if (answer.faults) return { fields: fieldsOf(answer.faults) };
  return answer.field
    ? { fields: { [answer.field]: answer.message } }
    : { message: answer.message, fields: {} };
}

/** A fault inside a field, such as `setUp.0`, stands at the field too. */
function fieldsOf(faults: NonNullable<Answer['faults']>): Record<string, string> {
  return Object.fromEntries(
    faults.flatMap(({ field, message }) => [
      [field.replace(/\..*$/, ''), message],
      [field, message],
    ]),
  );
}
