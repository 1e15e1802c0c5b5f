import type { Role } from '../context.ts';

/**
 * Whether somebody may look at a listing's sign-in details: who answers for it always, and the others while its
 * checklist asks them to sign in there.
 */
export function maySeeCredentials(role: Role, checklistIsOpen: boolean): boolean {
  return role !== 'staff' || checklistIsOpen;
}
