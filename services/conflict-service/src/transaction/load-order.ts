import { pluginOf } from '@roomnight/platforms/plugin-of';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings } from '@roomnight/platforms/settings';
import type { ClientBase } from 'pg';
import type { Scope } from '../rules/fact.ts';
import { firstBooked, type NightOrder } from '../rules/night-order.ts';

interface OrderRow {
  winner: NightOrder['winner'];
  directPriority: number;
  /** Of the units in reach, where their platforms decide. */
  listings: { id: string; own: unknown; platform: PlatformRow & { settings: unknown } }[];
}

/** Whom the organization wants to have nights that become free; of most it is not said, and nothing is read. */
export async function loadOrder(tx: ClientBase, scope: Scope): Promise<NightOrder> {
  const { rows } = await tx.query<OrderRow>({
    name: 'night-order',
    text: ORDER,
    values: [[...scope.keys()]],
  });
  const [row] = rows;
  if (row === undefined) return firstBooked;
  const { winner, directPriority, listings } = row;
  const priorities = listings.map(({ id, own, platform }): [string, number] => {
    const { conflictPriority } = resolveSettings(pluginOf(platform)?.defaults ?? {}, platform.settings, own);
    return [id, conflictPriority.value];
  });
  return { winner, directPriority, priorities: new Map(priorities) };
}

const ORDER = `
  SELECT p.winner, p.direct_priority AS "directPriority", CASE WHEN p.winner <> 'platform_order' THEN '[]'::json ELSE (
    SELECT coalesce(json_agg(json_build_object('id', l.id, 'own', l.settings, 'platform', to_jsonb(o))), '[]')
    FROM gateway.listings l JOIN gateway.ota_platforms o ON o.id = l.platform_id WHERE l.unit_id = ANY($1::uuid[])
  ) END AS listings
  FROM gateway.conflict_preferences p WHERE p.winner <> 'first_booked'`;
