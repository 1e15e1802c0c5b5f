import { checkSettings } from '@roomnight/platforms/settings';
import { InvalidInput } from '../failures.ts';

/** Settings to change: what is not there stays, null is inherited again. */
export type SettingsChange = Readonly<Record<string, unknown>>;

/**
 * Settings as they are kept, with a change.
 *
 * @throws {InvalidInput} naming every setting at fault and what is allowed
 */
export function changedSettings(
  kept: Readonly<Record<string, unknown>>,
  change: SettingsChange,
): Record<string, unknown> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const checked = checkSettings(Object.fromEntries(given.filter(([, value]) => value !== null)));
  if (!checked.ok) throw InvalidInput.of(checked.faults);
  const stays = Object.entries(kept).filter(([key]) => given.every(([changed]) => changed !== key));
  return { ...Object.fromEntries(stays), ...checked.settings };
}
