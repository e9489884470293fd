/** The two functions of the JSON source text access proposal, which Node 24 has and the type library does not know yet. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}

const exact = JSON as unknown as ExactJson;

/** A number that `JSON.stringify` writes with exactly these characters, for amounts and for ids beyond 2^53. */
export function rawNumber(text: string): object {
  return exact.rawJSON(text);
}

/** JSON whose numbers keep their characters when they are written again. Throws SyntaxError. */
export function parseExact(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === 'number' ? exact.rawJSON(context.source ?? String(value)) : value,
  );
}

/** JSON whose whole numbers beyond 2^53 become BigInt, as SQLite takes them. Throws SyntaxError. */
export function parseBig(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && context.source
      ? BigInt(context.source)
      : value,
  );
}
