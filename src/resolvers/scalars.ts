import { GraphQLError, GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';

function invalid(name: string, wants: string): GraphQLError {
  return new GraphQLError(`${name} must be ${wants}`, { extensions: { code: 'INVALID_INPUT' } });
}

/** A scalar whose values are text of one form; anything else is INVALID_INPUT. What the hub itself hands out is trusted. */
function textScalar(
  name: string,
  wants: string,
  fits: (text: string) => boolean,
): GraphQLScalarType<string, unknown> {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string' || !fits(value)) throw invalid(name, wants);
    return value;
  };
  return new GraphQLScalarType<string, unknown>({
    name,
    serialize(value) {
      if (typeof value !== 'string') throw new Error(`${name} cannot hold a ${typeof value}`);
      return value;
    },
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === 'StringValue' ? node.value : null),
  });
}

function isDate(text: string): boolean {
  // Neither calendars nor PostgreSQL have a year 0.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/.test(text) && isDate(text.slice(0, 10));

function jsonLiteral(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
  return valueFromASTUntyped(node, variables);
}

/** The graph's own scalars. */
export const scalarResolvers = {
  DateTime: textScalar('DateTime', 'an instant in UTC, like 2026-03-31T08:15:00Z', isInstant),
  Date: textScalar('Date', 'a date, like 2026-03-31', isDate),
  Decimal: textScalar('Decimal', 'a decimal number as text, like "1250.00"', (text) =>
    /^-?\d{1,30}(\.\d{1,30})?$/.test(text),
  ),
  CurrencyCode: textScalar('CurrencyCode', 'an ISO 4217 code, like EUR', (text) => /^[A-Z]{3}$/.test(text)),
  Cursor: textScalar('Cursor', 'a cursor that the hub gave', (text) => text.length <= 2000),
  EventCursor: textScalar('EventCursor', 'a cursor that a subscription gave', (text) => text.length <= 200),
  JSON: new GraphQLScalarType<unknown, unknown>({
    name: 'JSON',
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: jsonLiteral,
  }),
};
