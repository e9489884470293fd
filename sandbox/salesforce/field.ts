export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime';

/** A field as describe tells it, and as the store needs it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly length: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly referenceTo: string | null;
  readonly relationshipName: string | null;
  readonly picklist: readonly string[];
  /** Whether another word than those of the picklist is refused; a standard picklist takes any. */
  readonly restricted: boolean;
  /** The value of a new row when none is given. */
  readonly initial: string | number | null;
  /** The SQL expression of a field that Salesforce works out itself; null: stored. */
  readonly formula: string | null;
}

export interface SObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly Field[];
  /** False for User, which is deactivated and never deleted. */
  readonly deletable: boolean;
  /** False for what Salesforce writes itself, which the API only reads; it has no change events either. */
  readonly writable: boolean;
}

const lengths: Partial<Record<FieldType, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32_000,
  picklist: 255,
  email: 80,
  phone: 40,
  url: 255,
};

/** A field of a type with Salesforce's usual properties, changed by `more`. */
export function field(name: string, type: FieldType, more: Partial<Field> = {}): Field {
  const label = name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return {
    name,
    type,
    label,
    length: lengths[type] ?? 0,
    nillable: type !== 'boolean',
    createable: true,
    updateable: true,
    externalId: false,
    unique: false,
    referenceTo: null,
    relationshipName: null,
    picklist: [],
    restricted: false,
    initial: type === 'boolean' ? 0 : null,
    formula: null,
    ...more,
  };
}

/** A lookup to another object; `OwnerId` gives the relationship `Owner`. */
export function reference(name: string, referenceTo: string, more: Partial<Field> = {}): Field {
  return field(name, 'reference', { referenceTo, relationshipName: name.replace(/Id$/, ''), ...more });
}

/** What only Salesforce sets. */
export const readOnly = { createable: false, updateable: false } as const;
/** What must be given. */
export const required = { nillable: false } as const;

const audit: readonly Field[] = [
  field('CreatedDate', 'datetime', { ...readOnly, ...required }),
  reference('CreatedById', 'User', { ...readOnly, ...required }),
  field('LastModifiedDate', 'datetime', { ...readOnly, ...required }),
  reference('LastModifiedById', 'User', { ...readOnly, ...required }),
  field('SystemModstamp', 'datetime', { ...readOnly, ...required }),
];

/** An object with the fields every object has: Id, IsDeleted unless it cannot be deleted, the currency of the row, and who touched it when. */
export function sobject(
  name: string,
  keyPrefix: string,
  fields: readonly Field[],
  more: Partial<Pick<SObject, 'label' | 'labelPlural' | 'deletable' | 'writable'>> = {},
): SObject {
  const label = more.label ?? name;
  const deletable = more.deletable ?? true;
  return {
    name,
    label,
    labelPlural: more.labelPlural ?? `${label}s`,
    keyPrefix,
    deletable,
    writable: more.writable ?? true,
    fields: [
      field('Id', 'id', { ...readOnly, ...required }),
      ...(deletable ? [field('IsDeleted', 'boolean', readOnly)] : []),
      ...fields,
      field('CurrencyIsoCode', 'picklist', {
        ...required,
        length: 3,
        picklist: ['USD', 'EUR', 'GBP'],
        initial: 'USD',
        label: 'Currency ISO Code',
      }),
      ...audit,
    ],
  };
}

/** True for a field that is compared without regard to case. */
export function isText(field: Field): boolean {
  return ['string', 'textarea', 'picklist', 'email', 'phone', 'url'].includes(field.type);
}
