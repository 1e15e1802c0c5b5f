/**
 * SQL of the key of the advisory lock that guards one unit's calendar, and whether the unit has parts. Whoever changes
 * either takes it first, until the end of the transaction.
 *
 * @param id SQL of the unit's id: a column or a placeholder, never a value
 */
export function unitLockKey(id: string): string {
  return `hashtextextended(${id}::text, 0)`;
}
