interface Named {
  readonly name: string;
}

/** `Haveli Amrit, Peacock Suite`; a place that is let as a whole and carries one name has it once. */
export function placeName(property: Named, unit: Named): string {
  return unit.name === property.name ? property.name : `${property.name}, ${unit.name}`;
}
