import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printedSchema } from './schema/print.ts';

/** `npm run schema` writes the API down for its clients; with `--check` it only tells whether that is up to date. */
const file = fileURLToPath(new URL('../schema.graphql', import.meta.url));

if (!process.argv.includes('--check')) {
  writeFileSync(file, printedSchema());
} else if (readFileSync(file, 'utf8') !== printedSchema()) {
  console.error(
    'services/gateway/schema.graphql is not what the code says: run npm run schema and commit it',
  );
  process.exit(1);
}
