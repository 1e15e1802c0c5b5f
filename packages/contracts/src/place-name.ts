/**
 * A unit as people call it, in summaries and messages: "Fontainhas House, Blue Room"; a lone unit that bears its
 * property's name is named once.
 */
export function placeName(property: string, unit: string): string {
  return property === unit ? property : `${property}, ${unit}`;
}
