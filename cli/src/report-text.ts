import type { FeedReport } from '@roomnight/contracts/feed-report';

const verdicts = { healthy: '✓ healthy', odd: '! odd', not_importable: '✗ not importable' } as const;

/** A report for a terminal. */
export function reportText(report: FeedReport): string {
  const { verdict, sentence, recognition, counts, failure } = report;
  const head = `${verdicts[verdict]}: ${sentence}`;
  if (failure) return `${head}\n  (${failure.class})`;
  return [
    head,
    '',
    `Platform   ${recognition?.name ?? 'unknown'} (${recognition?.confidence ?? 'unknown'}), read as ${report.readAs}`,
    ...(recognition?.signs ?? []).map((sign) => `           ${sign}`),
    `Events     ${countsText(counts)}`,
    `Nights     ${report.earliest ?? 'none'} to ${report.horizon ?? 'none'}`,
    ...report.freshness.map((each, at) => `${at === 0 ? 'Freshness  ' : '           '}${each}`),
    ...section('Odd', report.oddities),
    ...section(
      'Warnings',
      report.warnings.map(({ message, line }) => (line === null ? message : `line ${line}: ${message}`)),
    ),
    ...section(
      'Read as',
      report.events.map(
        ({ checkIn, checkOut, as, reason, line }) =>
          `line ${line}: ${checkIn} to ${checkOut}  ${as.replace('_', ' ')}. ${reason}`,
      ),
    ),
  ].join('\n');
}

function countsText({ events, ...kinds }: FeedReport['counts']): string {
  const told = Object.entries(kinds).filter(([, number]) => number > 0);
  return `${events}${told.length > 0 ? ` (${told.map(([kind, number]) => `${number} ${kind}`).join(', ')})` : ''}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
