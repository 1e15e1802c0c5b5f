import { parseArgs } from 'node:util';
import { messageOf, SetupFailure } from './failure.ts';
import { parsePort } from './ports.ts';

export interface Flags {
  /** Forget all data first. */
  fresh: boolean;
  /** Fill an empty database with the demo. */
  demo: boolean;
  /** Of the gateway; from PORT or 4000 when undefined. */
  port: number | undefined;
}

const usage = 'npm start -- [--fresh] [--no-demo] [--port 4000]';

/** Reads what was given after `npm start --`. */
export function parseFlags(args: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: true },
        port: { type: 'string' },
      },
      allowNegative: true,
    });
    const port = values.port === undefined ? undefined : parsePort(values.port, '--port');
    return { fresh: values.fresh, demo: values.demo, port };
  } catch (error) {
    throw new SetupFailure(`${messageOf(error)}\nUsage: ${usage}`);
  }
}
