/** An e-mail, ready to be sent to anybody. */
export interface Mail {
  subject: string;
  text: string;
  html: string;
  /** Key of the delivery that this one follows up, so that a mail program shows them together. */
  follows?: string;
}

/** What a mail says, in the order a phone shows it. */
export interface MailParts {
  subject: string;
  /** Paragraphs; a list is a paragraph of several lines. */
  paragraphs: readonly (string | readonly string[])[];
  link: { words: string; url: string };
  follows?: string;
}

/** The same words as plain text and as HTML. No name that somebody chose can break out of either. */
export function composeMail({ subject, paragraphs, link, follows }: MailParts): Mail {
  const text = paragraphs.map((part) =>
    typeof part === 'string' ? part : part.map((line) => `- ${line}`).join('\n'),
  );
  const html = paragraphs.map((part) =>
    typeof part === 'string'
      ? `<p>${escapeHtml(part)}</p>`
      : `<ul>${part.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
  );
  const url = escapeHtml(link.url);
  return {
    subject: subject.replaceAll(/\s+/g, ' '),
    text: [...text, `${link.words}\n${link.url}\n`].join('\n\n'),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">',
      ...html,
      `<p>${escapeHtml(link.words)}<br><a href="${url}">${url}</a></p>`,
      '</body></html>',
    ].join('\n'),
    ...(follows !== undefined && { follows }),
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
