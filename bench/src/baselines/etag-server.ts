import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

/**
 * A web server that does one thing: answers 304 when the tag it finds under a key, by one indexed read, is the one its
 * caller has. A process of its own. Its pool is as large as the gateway's.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = request.url?.slice('/ical/'.length, -'.ics'.length);
  const { rows } = await pool.query<{ etag: string }>({
    name: 'etag',
    text: 'SELECT etag FROM bench.etags WHERE key = $1',
    values: [key],
  });
  const etag = rows[0]?.etag;
  const isSame = etag !== undefined && request.headers['if-none-match'] === etag;
  response.writeHead(isSame ? 304 : 404, etag === undefined ? {} : { etag }).end();
}

createServer((request, response) => void answer(request, response)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
