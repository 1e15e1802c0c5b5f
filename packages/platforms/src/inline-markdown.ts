/** A text as it stands, in the middle of Markdown: a room called `A*B` is not emphasised. */
export function literal(text: string): string {
  return text.replaceAll(/[\\*`[\]]/g, String.raw`\$&`);
}
