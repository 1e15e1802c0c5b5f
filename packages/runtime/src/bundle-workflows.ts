import { bundleWorkflowCode } from '@temporalio/worker';

/** `node bundle-workflows.ts <file>`: prints the workflows of that file as one script. */
const [, , workflowsPath] = process.argv;
if (workflowsPath === undefined) throw new Error('Say which file has the workflows.');
const quiet = () => undefined;
const logger = {
  log: quiet,
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: console.warn,
  error: console.error,
};
const { code } = await bundleWorkflowCode({ workflowsPath, logger });
process.stdout.write(code);
