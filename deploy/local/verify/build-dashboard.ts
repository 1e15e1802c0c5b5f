import { fileURLToPath } from 'node:url';
import { buildDashboard } from '../dashboard.ts';

/** Builds the dashboard as `npm start` does, so that the browser tests find it built. */
await buildDashboard(fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, ''));
