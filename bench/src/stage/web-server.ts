import { setTimeout as delay } from 'node:timers/promises';
import { Child } from '@roomnight/local/child';
import { freePort } from '@roomnight/local/ports';

export interface WebServerOptions {
  readonly name: string;
  /** Absolute path of its TypeScript. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface WebServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts a web server in a process of its own. It logs into a file that it opens itself, so that the bench, which loads
 * it, does not spend its time on reading logs.
 */
export async function startWebServer({ name, main, env, logFile }: WebServerOptions): Promise<WebServer> {
  const port = await freePort();
  const child = new Child({
    name,
    command: '/bin/sh',
    args: ['-c', 'exec "$@" >"$BENCH_LOG" 2>&1', name, process.execPath, '--no-warnings', main],
    logFile: `${logFile}.start`,
    env: { ...process.env, ...env, PORT: String(port), BENCH_LOG: logFile },
  });
  while (child.running) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (response) return { port, stop: () => child.stop() };
    await delay(100);
  }
  throw await child.failure();
}
