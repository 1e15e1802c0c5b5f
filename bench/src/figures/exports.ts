import { LOGIN_ROLES } from '@roomnight/database/roles';
import { createEtagTable } from '../baselines/etag-table.ts';
import { notModifiedRate } from '../measure/http-load.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { analyze } from '../stage/analyze.ts';
import { createExports } from '../stage/exports.ts';
import { startGateway } from '../stage/gateway.ts';
import { inRepository } from '../stage/in-repository.ts';
import type { Stage } from '../stage/stage.ts';
import { startWebServer } from '../stage/web-server.ts';

const exports = 100;
const connections = 32;
const forMs = 5_000;

/** The gateway as it runs, each visit logged and recorded, asked for calendars that its reader has already. */
export async function measureExports(stage: Stage): Promise<Measurement> {
  const database = await stage.database();
  const tokens = await createExports(database.admin, exports);
  const gateway = await startGateway(stage, database);
  const tags = await Promise.all(
    tokens.map(async (key) => {
      const response = await fetch(`http://127.0.0.1:${gateway.port}/ical/${key}.ics`);
      const etag = response.headers.get('etag');
      if (response.status !== 200 || !etag) throw new Error(`An export answered ${response.status}.`);
      await response.bytes();
      return { key, etag };
    }),
  );
  await createEtagTable(database.admin, LOGIN_ROLES.gateway, tags);
  await analyze(database.admin);
  const bare = await startWebServer({
    name: 'bare web server',
    main: inRepository('bench/src/baselines/etag-server.ts'),
    logFile: stage.logFile('etag-server'),
    env: { DATABASE_URL: database.url('gateway') },
  });
  const requests = tags.map(
    ({ key, etag }) =>
      `GET /ical/${key}.ics HTTP/1.1\r\nhost: roomnight.example\r\nuser-agent: Airbnb/1.0\r\nif-none-match: ${etag}\r\n\r\n`,
  );
  const load = { requests, connections, forMs };
  try {
    return await interleave({
      unit: 'requests/s',
      product: () => notModifiedRate({ ...load, port: gateway.port }),
      baseline: () => notModifiedRate({ ...load, port: bare.port }),
    });
  } finally {
    await gateway.stop();
    await bare.stop();
  }
}
