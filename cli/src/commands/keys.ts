import { z } from 'zod';
import { countSealed, keyName, rotateKeys } from '@roomnight/database/rotate-keys';
import { encryptionEnv, readEnv } from '@roomnight/runtime/env';
import { type Command, UsageError } from '../command.ts';
import { rotationText, statusText } from '../keys-text.ts';
import { withDatabase } from '../with-database.ts';

const schema = z.object({
  ...encryptionEnv,
  DATABASE_URL: z.string('give the URL of the role that migrations run as'),
});

/** The key of everything that is encrypted at rest: what it has sealed, and how to seal it under another one. */
export const keys: Command = {
  usage: 'status|rotate',
  about:
    'Says which key has sealed what (status), or seals everything again under the current one (rotate): it can be stopped and run again.',
  async run(args, { print, environment }) {
    const [what, ...others] = args;
    if ((what !== 'status' && what !== 'rotate') || others.length > 0) {
      throw new UsageError('Say "status" or "rotate".');
    }
    const env = readEnv(schema, environment);
    const given = { current: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD };
    return withDatabase(env.DATABASE_URL, async (pool) => {
      let code = 0;
      if (what === 'rotate') {
        const rotated = await rotateKeys(pool, given);
        print(`${rotationText(rotated)}\n`);
        code = rotated.some(({ left }) => left > 0) ? 1 : 0;
      }
      const names = { current: keyName(given.current), old: given.old.map(keyName) };
      print(statusText(await countSealed(pool), names));
      return code;
    });
  },
};
