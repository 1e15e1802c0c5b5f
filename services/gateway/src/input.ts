import { InvalidInput } from './failures.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a row can have this id at all. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Whether Postgres can keep a text, or compare anything with it: one character it cannot. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000');
}

/**
 * A text of the input without the blanks around it.
 *
 * @throws {InvalidInput} when it is empty, longer than `longest` characters, or cannot be kept
 */
export function requiredText(field: string, text: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidInput(field, 'This must not be empty.');
  if (!isStorable(trimmed)) throw new InvalidInput(field, 'This holds a character that cannot be kept.');
  if (trimmed.length > longest) throw new InvalidInput(field, `At most ${longest} characters.`);
  return trimmed;
}

/** Like {@link requiredText}, but nothing and blanks alone are null. */
export function optionalText(field: string, text: string | null | undefined, longest: number): string | null {
  return text === null || text === undefined || text.trim() === ''
    ? null
    : requiredText(field, text, longest);
}
