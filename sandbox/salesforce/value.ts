import type { SQLInputValue } from 'node:sqlite';
import { SalesforceError } from './error.ts';
import type { Field } from './field.ts';
import { parseId } from './id.ts';

function cannotRead(type: string, value: unknown): SalesforceError {
  const kind =
    typeof value === 'string' ? 'VALUE_STRING' : typeof value === 'number' ? 'VALUE_NUMBER' : 'START_OBJECT';
  return new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${kind} value ${JSON.stringify(value)} or request may be missing a required field`,
  );
}

function plainText(value: unknown, type: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw cannotRead(type, value);
}

function numberOf(value: unknown, type: string): number {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof given !== 'number' || !Number.isFinite(given)) throw cannotRead(type, value);
  return given;
}

function dateOf(value: unknown): string {
  const day = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(typeof value === 'string' ? value : '')?.[1];
  const real = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (!real) throw cannotRead('date', value);
  return day;
}

function textOf(field: Field, value: unknown): string | null {
  const text = plainText(value, 'string').trim();
  if (text.length > field.length) {
    throw new SalesforceError(
      400,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text} (max length=${field.length})`,
      [field.name],
    );
  }
  if (field.type === 'email' && text !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) {
    throw new SalesforceError(
      400,
      'INVALID_EMAIL_ADDRESS',
      `${field.label}: invalid email address: ${text}`,
      [field.name],
    );
  }
  if (field.restricted && text !== '' && !field.picklist.includes(text)) {
    throw new SalesforceError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
      [field.name],
    );
  }
  return text === '' ? null : text;
}

/** A JSON value given for a field, as it is stored: blank text is null, ids have 18 characters. Throws what Salesforce answers. */
export function storedValue(field: Field, value: unknown): SQLInputValue {
  if (value === null || value === undefined) return field.type === 'boolean' ? 0 : null;
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw cannotRead('boolean', value);
      return value ? 1 : 0;
    case 'int':
      return Math.trunc(numberOf(value, 'int'));
    case 'double':
    case 'currency':
    case 'percent':
      return numberOf(value, 'double');
    case 'date':
      return dateOf(value);
    case 'datetime': {
      const time = new Date(plainText(value, 'datetime').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
      if (Number.isNaN(time.getTime())) throw cannotRead('datetime', value);
      return time.toISOString();
    }
    case 'id':
    case 'reference': {
      if (value === '') return null;
      const text = plainText(value, 'id');
      const id = parseId(text);
      if (!id) {
        throw new SalesforceError(
          400,
          'MALFORMED_ID',
          `${field.label}: id value of incorrect type: ${text}`,
          [field.name],
        );
      }
      return id;
    }
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'email':
    case 'phone':
    case 'url':
      return textOf(field, value);
  }
}
