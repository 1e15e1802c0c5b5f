import type { Command } from './command.ts';
import { doctor } from './commands/doctor.ts';
import { keys } from './commands/keys.ts';
import { replay } from './commands/replay.ts';

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = { doctor, replay, keys };
