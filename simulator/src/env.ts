import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  HOST: z.string().default('127.0.0.1'),
  SIM_SEED: z.coerce.number().int().min(0).default(1),
  /** 90 makes Airbnb visit every two minutes and Vrbo every five; 1 is their own pace. */
  SIM_SPEED: z.coerce.number().positive().default(90),
  SIM_STATE_FILE: z.string().min(1).optional(),
});

export type Env = Readonly<z.infer<typeof schema>>;

/** The simulator's settings; throws once, naming every fault. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success)
    throw new Error(`The simulator's environment is wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
