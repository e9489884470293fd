import type { SQLOutputValue } from 'node:sqlite';
import { rawNumber } from '../kit/json.ts';
import type { Field, SObject } from './field.ts';

export const apiVersions = Array.from({ length: 38 }, (_, index) => 31 + index);

/** A stored value as Salesforce writes it in JSON: doubles with a decimal point, times with `+0000` and no colon. */
export function jsonValue(field: Field, value: SQLOutputValue | undefined): unknown {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'boolean':
      return Boolean(value);
    case 'double':
    case 'currency':
    case 'percent': {
      const text = String(value);
      return rawNumber(/^-?\d+$/.test(text) ? `${text}.0` : text);
    }
    case 'datetime':
      return String(value).replace(/(\.\d+)?Z$/, '.000+0000');
    case 'id':
    case 'reference':
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'email':
    case 'phone':
    case 'url':
    case 'int':
    case 'date':
      return value;
  }
}

/** The `attributes` that every record starts with. */
export function attributesOf(object: SObject, id: string, version: string): { type: string; url: string } {
  return { type: object.name, url: `/services/data/v${version}/sobjects/${object.name}/${id}` };
}

/** An instant to the second, as Salesforce stamps rows. */
export function stampOf(nowMs: number): string {
  return new Date(Math.floor(nowMs / 1000) * 1000).toISOString();
}
