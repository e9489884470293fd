/** Where a field stands in a schema: its position, or the position of its compound field and its own inside that. */
export type Place = readonly [position: number] | readonly [position: number, part: number];

/** Bits as Salesforce writes them: bit 0 is the last of the hexadecimal digits, and the bytes are whole. */
function hex(bits: readonly number[]): string {
  const value = bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
  const digits = value.toString(16).toUpperCase();
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}

/**
 * Fields as the bitmap texts of a change event's header: one of the plain fields, then `<position>-<bitmap>` for each compound field.
 * Source: Pub/Sub API guide, "Event Deserialization Considerations".
 */
export function bitmapsOf(places: readonly Place[]): string[] {
  const plain = places.flatMap(([position, part]) => (part === undefined ? [position] : []));
  const compounds = Map.groupBy(
    places.filter((place) => place.length === 2),
    ([position]) => position,
  );
  const nested = [...compounds]
    .toSorted(([a], [b]) => a - b)
    .map(([position, parts]) => `${position}-${hex(parts.map((place) => place[1]))}`);
  return plain.length > 0 ? [hex(plain), ...nested] : nested;
}
