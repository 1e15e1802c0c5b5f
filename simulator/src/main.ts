import { readEnv } from './env.ts';
import { buildSimulator } from './server.ts';

const env = readEnv(process.env);
const simulator = await buildSimulator({
  seed: env.SIM_SEED,
  speed: env.SIM_SPEED,
  ...(env.SIM_STATE_FILE === undefined ? {} : { stateFile: env.SIM_STATE_FILE }),
});
const address = await simulator.app.listen({ port: env.PORT, host: env.HOST });
simulator.start();
process.stdout.write(`simulator listening on ${address}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    simulator.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`simulator: ${String(error)}\n`);
        process.exit(1);
      },
    );
  });
}
