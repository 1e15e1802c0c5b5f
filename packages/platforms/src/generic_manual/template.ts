const placeholder = /\{(\w+)\}/g;

/** The placeholders of a template, each once. */
export function placeholdersOf(template: string): Set<string> {
  return new Set(Array.from(template.matchAll(placeholder), ([, name = '']) => name));
}

/** The template with its placeholders replaced; undefined when one of them has no value. */
export function fill(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const missing = [...placeholdersOf(template)].some((name) => values[name] === undefined);
  return missing ? undefined : template.replaceAll(placeholder, (_, name: string) => values[name] ?? '');
}

/** A Markdown text as steps: a line each, without the list's own signs. */
export function stepsOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .map((line) => line.trim().replace(/^(?:[-*+]|\d+[.)]|#+)\s+/, ''))
    .filter((line) => line !== '');
}
