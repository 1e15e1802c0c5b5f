import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** @param {string[]} parts */
export const inRepository = (...parts) => join(repository, ...parts);

/** The Node that npm installed for this project, whatever Node the machine has. */
export const projectNode = inRepository('node_modules', '.bin', 'node');
