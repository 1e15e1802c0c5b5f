import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from './failure.ts';
import { step } from './progress.ts';
import { runTool } from './run-tool.ts';
import { downloadBySdk } from './sdk-download.ts';
import { onPath, toolCache } from './tool-cache.ts';

const version = '1.32.0';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>roomnight</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version>
  </dependency></dependencies>
</project>
`;

/**
 * The Temporal test server that skips time: cached, downloaded by the SDK, or fetched with Maven and run by Java.
 * Without any of them it gives the reason instead of a path, and the tests that need it are skipped.
 */
export async function timeSkippingServer(): Promise<{ path: string } | { missing: string }> {
  const script = join(toolCache('bin'), 'temporal-test-server');
  if (existsSync(script)) return { path: script };
  const downloaded = await downloadBySdk('temporal-test-server');
  if (downloaded) return { path: downloaded };
  const [java, maven] = [onPath('java'), onPath('mvn')];
  if (!java || !maven)
    return { missing: 'temporal.download is out of reach, and there is no Java with Maven' };
  try {
    await step('Fetching the Temporal test server with Maven, once', () =>
      fetchWithMaven(maven, java, script),
    );
    return { path: script };
  } catch (error) {
    return { missing: messageOf(error) };
  }
}

async function fetchWithMaven(maven: string, java: string, script: string): Promise<void> {
  const folder = join(toolCache('lib'), `temporal-test-server-${version}`);
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'pom.xml');
  writeFileSync(project, pom);
  const copy = ['-B', '-q', '-f', project, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
  await runTool('temporal-test-server', maven, [...copy, '-DincludeScope=runtime']);
  writeScript(script, `exec "${java}" -cp "${folder}/*" io.temporal.testserver.TestServer "$@"`);
}

/** Written aside and moved, so that it is whole or not there. */
function writeScript(path: string, line: string): void {
  const partial = join(dirname(path), `.temporal-test-server-${process.pid}`);
  writeFileSync(partial, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  renameSync(partial, path);
}
