const errorLevel = 50;

/** The message of a log line at level error or worse; undefined for every other line. */
export function errorIn(line: string): string | undefined {
  const entry = parsed(line);
  if (typeof entry?.level !== 'number' || entry.level < errorLevel) return undefined;
  const cause = isRecord(entry.err) ? entry.err.message : undefined;
  return [entry.msg, cause].filter((part) => typeof part === 'string' && part !== '').join(': ') || line;
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
