/** A run of text in a sentence with inline Markdown. */
export interface TextPart {
  readonly text: string;
  readonly as: 'plain' | 'bold' | 'code' | 'link';
  /** Of a link: http or https, nothing else. */
  readonly href?: string;
}

const mark = /\\([\\*`[\]])|\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** Bold, code and links of a sentence; whatever else looks like Markdown is text. */
export function textParts(sentence: string): TextPart[] {
  const parts: TextPart[] = [];
  let plain = '';
  let from = 0;
  const put = (part?: TextPart): void => {
    if (plain !== '') parts.push({ as: 'plain', text: plain });
    if (part) parts.push(part);
    plain = '';
  };
  for (const found of sentence.matchAll(mark)) {
    const [whole, escaped, bold, code, text, href] = found;
    plain += sentence.slice(from, found.index) + (escaped ?? '');
    if (bold !== undefined) put({ as: 'bold', text: bold });
    if (code !== undefined) put({ as: 'code', text: code });
    if (text !== undefined) put({ as: 'link', text, href: href ?? '' });
    from = found.index + whole.length;
  }
  plain += sentence.slice(from);
  put();
  return parts;
}
