import avro from 'avsc';

/** A change event as far as the connector reads it: its header, and the fields that it says were touched. */
export interface ChangeEvent {
  readonly header: unknown;
  /** Names as in the event schema, a part of a compound field as `BillingAddress.Street`. */
  readonly touched: readonly string[];
}

type Type = ReturnType<typeof avro.Type.forSchema>;

/** Longs as BigInt: commit numbers have no upper bound that a double could hold. */
const long = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer(value: bigint) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (left: bigint, right: bigint) => (left === right ? 0 : left < right ? -1 : 1),
});

/** The record that a field holds, alone or as an option of a union; undefined for a plain field. */
function recordIn(type: Type): InstanceType<typeof avro.types.RecordType> | undefined {
  const options = type instanceof avro.types.UnwrappedUnionType ? type.types : [type];
  return options.find((option) => option instanceof avro.types.RecordType);
}

/** The positions of the bits that are set in `0x...`, bit 0 being the last. */
function bitsOf(bitmap: string): number[] {
  const bits: number[] = [];
  const value = BigInt(bitmap);
  for (let rest = value, bit = 0; rest > 0n; rest >>= 1n, bit += 1) if (rest & 1n) bits.push(bit);
  return bits;
}

/**
 * The names that a bitmap field of the header stands for: `0x..` speaks of the schema's fields, `<position>-0x..` of the parts of the
 * compound field at that position. Throws for what is no bitmap, or names a field that the schema does not have.
 * Source: Pub/Sub API guide, "Event Deserialization Considerations".
 */
export function fieldsOf(schema: Type, bitmaps: readonly string[]): string[] {
  const named = (type: Type | undefined, bit: number): { readonly name: string; readonly type: Type } => {
    const field = type instanceof avro.types.RecordType ? type.fields[bit] : undefined;
    if (field === undefined) throw new RangeError(`the schema has no field ${bit}`);
    return field;
  };
  return bitmaps.flatMap((text) => {
    const [, position, bitmap] = /^(?:(\d+)-)?(0x[0-9A-Fa-f]+)$/.exec(text) ?? [];
    if (bitmap === undefined) throw new SyntaxError('a bitmap field of the header is not a bitmap');
    if (position === undefined) return bitsOf(bitmap).map((bit) => named(schema, bit).name);
    const compound = named(schema, Number(position));
    return bitsOf(bitmap).map((bit) => `${compound.name}.${named(recordIn(compound.type), bit).name}`);
  });
}

/** Reads payloads written with an Avro schema (JSON). Throws for what is no schema; the reader throws for what does not fit it. */
export function readerOf(schemaJson: string): (payload: Buffer) => ChangeEvent {
  const type = avro.Type.forSchema(JSON.parse(schemaJson) as Parameters<typeof avro.Type.forSchema>[0], {
    registry: { long },
    wrapUnions: 'never',
  });
  return (payload) => {
    const { ChangeEventHeader: header } = type.fromBuffer(payload) as {
      readonly ChangeEventHeader?: Readonly<Record<string, unknown>>;
    };
    const bitmaps = ['changedFields', 'nulledFields', 'diffFields'].map(
      (name) => (header?.[name] ?? []) as readonly string[],
    );
    return { header, touched: [...new Set(bitmaps.flatMap((texts) => fieldsOf(type, texts)))] };
  };
}
