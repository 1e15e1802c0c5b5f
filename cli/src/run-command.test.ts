import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Command, CommandFailure, UsageError } from './command.ts';
import { runCommand } from './run-command.ts';

const greet: Command = {
  usage: '<name>',
  about: 'Greets.',
  async run(args, { print }) {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [name] = positionals;
    if (name === undefined) throw new UsageError('Say whom to greet.');
    if (name === 'nobody') throw new CommandFailure('Nobody is not at home.');
    if (name === 'broken') throw new Error('a fault of ours');
    print(`Hello ${name}`);
    return 0;
  },
};

async function run(...args: string[]) {
  const told: string[] = [];
  const complaints: string[] = [];
  const terminal = { print: (text: string) => told.push(text), folder: '/', environment: {} };
  const code = await runCommand({ greet }, args, terminal, (text) => complaints.push(text));
  return { code, told: told.join('\n'), complaints: complaints.join('\n') };
}

describe('roomnight', () => {
  it('runs a command', async () => {
    expect(await run('greet', 'Asha')).toEqual({ code: 0, told: 'Hello Asha', complaints: '' });
  });

  it('lists the commands there are', async () => {
    const { code, told } = await run('--help');
    expect(code).toBe(0);
    expect(told).toContain('greet <name>\n      Greets.');
    expect((await run()).code).toBe(2);
  });

  it('tells the usage of one', async () => {
    expect((await run('greet', '--help')).told).toBe('Greets.\n\nUsage: npm run roomnight -- greet <name>');
  });

  it.each([
    [['grete'], 'There is no command "grete".'],
    [['toString'], 'There is no command "toString".'],
    [['greet'], 'Say whom to greet.\n\nUsage: npm run roomnight -- greet <name>'],
    [['greet', '--loud'], "Unknown option '--loud'"],
  ])('refuses %s', async (args, message) => {
    const { code, complaints } = await run(...args);
    expect(code).toBe(2);
    expect(complaints).toContain(message);
  });

  it('says what went wrong without a stack, and hides no fault of ours', async () => {
    expect(await run('greet', 'nobody')).toMatchObject({ code: 1, complaints: 'Nobody is not at home.' });
    await expect(run('greet', 'broken')).rejects.toThrow('a fault of ours');
  });
});
