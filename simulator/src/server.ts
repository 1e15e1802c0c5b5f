import fastify, { type FastifyInstance } from 'fastify';
import { ZodError, z } from 'zod';
import { controlRoutes } from './control-routes.ts';
import type { Fetch } from './export-poller.ts';
import { NightsTaken } from './failures.ts';
import { feedRoutes } from './feed-routes.ts';
import { pageRoute } from './page-route.ts';
import { Simulation } from './simulation.ts';
import { StateFile } from './state-file.ts';

export interface SimulatorOptions {
  readonly clock?: () => Date;
  readonly fetch?: Fetch;
  readonly seed?: number;
  /** How much faster than the real platforms sales and visits come; 1 is their own pace. */
  readonly speed?: number;
  /** Where the world is kept between runs; in memory when left out. */
  readonly stateFile?: string;
}

export interface Simulator {
  readonly app: FastifyInstance;
  readonly simulation: Simulation;
  /** Begins to sell and to visit exports by itself. Without it the world moves only when asked or fetched. */
  start(): void;
  /** Ends timers and connections and writes the world down. */
  stop(): Promise<void>;
}

const TICK_MS = 500;

/** The platforms of one world behind one web server, not yet listening and without timers. */
export async function buildSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { clock = () => new Date(), fetch = globalThis.fetch, seed = 1, speed = 1, stateFile } = options;
  const stored = stateFile === undefined ? null : await StateFile.read(stateFile);
  const simulation = new Simulation({ clock, fetch, seed, speed }, stored);
  const app = fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  const report = (error: unknown) => process.stderr.write(`simulator: ${String(error)}\n`);
  const file = stateFile === undefined ? null : new StateFile(stateFile, () => simulation.stored, report);
  const changed = () => file?.changed();
  let timer: NodeJS.Timeout | null = null;

  answerFailures(app);
  app.get('/healthz', async () => ({ ok: true, listings: simulation.listings.length }));
  pageRoute(app);
  feedRoutes(app, simulation, changed);
  await app.register(async (control) => controlRoutes(control, simulation, changed));

  async function tick() {
    if (await simulation.tick()) changed();
  }

  return {
    app,
    simulation,
    start() {
      timer ??= setInterval(() => {
        tick().catch(report);
      }, TICK_MS);
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await app.close();
      await file?.flush();
    },
  };
}

/** Our own failures carry their status; a body of the wrong shape is the caller's fault; the rest is ours. */
function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof ZodError)
      return reply.code(400).send({ error: 'BadRequest', message: z.prettifyError(error) });
    if (!(error instanceof Error)) return reply.code(500).send({ error: 'Unknown', message: String(error) });
    const status = 'status' in error ? error.status : 'statusCode' in error ? error.statusCode : 500;
    return reply.code(typeof status === 'number' ? status : 500).send({
      error: error.name,
      message: error.message,
      ...(error instanceof NightsTaken ? { holder: error.holder } : {}),
    });
  });
}
