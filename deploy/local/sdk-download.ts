import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.ts';
import { toolCache } from './tool-cache.ts';

type Server = 'temporal-cli' | 'temporal-test-server';

/** The server that the Temporal SDK downloads for itself; undefined where its download site is out of reach. */
export async function downloadBySdk(server: Server): Promise<string | undefined> {
  const cached = downloaded(server);
  if (cached) return cached;
  if (!(await siteAnswers(server))) return undefined;
  await step(`Downloading ${server}`, () => startOnce(server));
  return downloaded(server);
}

function downloaded(server: Server): string | undefined {
  const folder = toolCache('download');
  const file = readdirSync(folder).find((name) => name.startsWith(server) && !name.includes('.download'));
  return file && join(folder, file);
}

async function siteAnswers(server: Server): Promise<boolean> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  try {
    const site = `https://temporal.download/${server}/default?platform=${process.platform}&arch=${arch}&format=json`;
    return (await fetch(site, { signal: AbortSignal.timeout(5_000) })).status < 500;
  } catch {
    return false;
  }
}

async function startOnce(server: Server): Promise<void> {
  // Loaded only when needed: it brings the bundler and takes a second.
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = {
    type: 'cached-download',
    downloadDir: toolCache('download'),
    ttl: '365 days',
  } as const;
  const environment =
    server === 'temporal-cli'
      ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
      : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.teardown();
}
