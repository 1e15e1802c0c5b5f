import { parseArgs } from 'node:util';
import { SetupFailure } from '@roomnight/local/failure';
import { type FigureName, goals } from './goals.ts';

export interface Flags {
  readonly names: readonly FigureName[];
  /** Where to write the figures for a machine. */
  readonly json: string | undefined;
}

const known = Object.keys(goals).filter(isFigure);

/**
 * Reads what was given after `npm run bench --`: names of figures, or none for all.
 *
 * @throws {SetupFailure} naming the figures there are
 */
export function parseFlags(args: readonly string[]): Flags {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' } },
      allowPositionals: true,
    });
    const names = positionals.map((name) => {
      if (!isFigure(name)) throw new Error(`There is no figure "${name}".`);
      return name;
    });
    return {
      names: names.length === 0 ? known : known.filter((name) => names.includes(name)),
      json: values.json,
    };
  } catch (error) {
    const usage = 'npm run bench -- [--json FILE] [NAME…]';
    const message = error instanceof Error ? error.message : String(error);
    throw new SetupFailure(`${message}\nUsage: ${usage}\nFigures: ${known.join(', ')}`);
  }
}

function isFigure(name: string): name is FigureName {
  return Object.hasOwn(goals, name);
}
