import type { Client } from '@temporalio/client';
import { searchAttributes } from '@roomnight/contracts/search-attributes';

const KEYWORD = 2;
const ALREADY_EXISTS = 6;

/** Registers what ops filter workflows by; safe to run again. */
export async function registerSearchAttributes(
  connection: Client['connection'],
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter((key) => !(key.name in customAttributes));
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((key) => [key.name, KEYWORD])),
    });
  } catch (error) {
    // Another job registered them between the two calls.
    if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
  }
}
