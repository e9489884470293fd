import type { SimResponse } from '../kit/types.ts';
import type { Field, FieldType, SObject } from './field.ts';
import { childRelationships, sobjects } from './objects.ts';

const soapType: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};
const numeric = new Set<FieldType>(['double', 'currency', 'percent']);

function fieldOf(field: Field): Record<string, unknown> {
  const { name, type, label, length } = field;
  return {
    aggregatable: true,
    autoNumber: name === 'ContractNumber',
    byteLength: length * 3,
    calculated: false,
    caseSensitive: false,
    createable: field.createable,
    custom: name.endsWith('__c'),
    defaultValue: type === 'boolean' ? Boolean(field.initial) : null,
    defaultedOnCreate: field.initial !== null,
    deprecatedAndHidden: false,
    externalId: field.externalId,
    filterable: !(type === 'textarea' && length > 255),
    groupable: !numeric.has(type) && type !== 'datetime' && type !== 'textarea',
    idLookup: type === 'id' || field.externalId,
    label,
    length,
    name,
    nameField: name === 'Name' || name === 'ContractNumber',
    nillable: field.nillable,
    permissionable: field.nillable,
    picklistValues: field.picklist.map((value) => ({
      active: true,
      defaultValue: false,
      label: value,
      value,
    })),
    polymorphicForeignKey: false,
    precision: numeric.has(type) ? 18 : 0,
    referenceTo: field.referenceTo ? [field.referenceTo] : [],
    relationshipName: field.relationshipName,
    restrictedPicklist: field.restricted || name === 'CurrencyIsoCode',
    scale: numeric.has(type) ? 2 : 0,
    soapType: soapType[type] ?? 'xsd:string',
    sortable: !(type === 'textarea' && length > 255),
    type,
    unique: field.unique,
    updateable: field.updateable,
  };
}

function summary(object: SObject, version: string): Record<string, unknown> {
  const base = `/services/data/v${version}/sobjects/${object.name}`;
  return {
    activateable: false,
    createable: object.writable,
    custom: false,
    customSetting: false,
    deletable: object.deletable && object.writable,
    deprecatedAndHidden: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: true,
    mergeable: object.name === 'Account' || object.name === 'Contact',
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    triggerable: true,
    undeletable: object.deletable,
    updateable: object.writable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

/** Answers `GET /sobjects`: every object in short. */
export function describeGlobal(version: string): SimResponse {
  return {
    status: 200,
    body: JSON.stringify({
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: sobjects.map((object) => summary(object, version)),
    }),
  };
}

/** Answers `GET /sobjects/{T}`: the object in short, and what was looked at last. */
export function basicInformation(object: SObject, version: string): SimResponse {
  return {
    status: 200,
    body: JSON.stringify({ objectDescribe: summary(object, version), recentItems: [] }),
  };
}

/** Answers `GET /sobjects/{T}/describe`: the object with all its fields and the lists of its children. */
export function describe(object: SObject, version: string): SimResponse {
  const children = (childRelationships[object.name] ?? []).map(({ name, child, field }) => ({
    cascadeDelete: true,
    childSObject: child,
    deprecatedAndHidden: false,
    field,
    relationshipName: name,
    restrictedDelete: false,
  }));
  return {
    status: 200,
    body: JSON.stringify({
      ...summary(object, version),
      fields: object.fields.map(fieldOf),
      childRelationships: children,
      recordTypeInfos: [],
    }),
  };
}
