import type { SQLInputValue } from 'node:sqlite';
import type { Sim } from '../kit/types.ts';
import { SalesforceError } from './error.ts';
import type { Field, SObject } from './field.ts';
import { fieldNamed, sobjectNamed } from './objects.ts';
import { rowById, setColumns } from './stored.ts';
import type { Row } from './stored.ts';

/** What a write sets, by field; rules add to it and take from it. */
export type Values = Map<Field, SQLInputValue>;

function integrity(message: string, fields: readonly string[]): SalesforceError {
  return new SalesforceError(
    400,
    'FIELD_INTEGRITY_EXCEPTION',
    `field integrity exception: ${message}`,
    fields,
  );
}

/** What is to be in a column after the write: what is set, else what is held. */
function afterwards(object: SObject, values: Values, held: Row | undefined, name: string): unknown {
  const field = fieldNamed(object, name)!;
  return values.has(field) ? values.get(field) : (held?.[name] ?? field.initial);
}

/**
 * A contract begins as a draft, is activated when it is complete, and never becomes a draft again.
 * Source: object reference, Contract; the organisation's validation rule says what is complete.
 */
function contractRules(_sim: Sim, object: SObject, values: Values, held: Row | undefined): void {
  const after = (name: string) => afterwards(object, values, held, name);
  const term = after('ContractTerm');
  if (term !== null && Number(term) < 1) {
    throw new SalesforceError(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Contract Term (months): value outside of valid range on numeric field',
      ['ContractTerm'],
    );
  }
  const drafts = ['Draft', 'In Approval'];
  const isDraft = drafts.includes(String(after('Status')));
  const wasDraft = held === undefined || drafts.includes(String(held.Status));
  if (isDraft === wasDraft && (isDraft || held !== undefined)) return;
  if (isDraft || held === undefined) {
    throw new SalesforceError(
      400,
      'FAILED_ACTIVATION',
      'Choose a valid contract status and save your changes. Ask your admin for details.',
      ['Status'],
    );
  }
  const missing = ['StartDate', 'ContractTerm'].filter((name) => after(name) === null);
  if (missing.length > 0) {
    throw new SalesforceError(
      400,
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'A contract needs a start date and a term before it is activated.',
      missing,
    );
  }
  values.set(fieldNamed(object, 'ActivatedDate')!, new Date(_sim.now()).toISOString());
}

/** The amount of a deal with products is theirs: another one is ignored, not refused. Source: object reference, Opportunity. */
function opportunityRules(_sim: Sim, object: SObject, values: Values, held: Row | undefined): void {
  if (held?.HasOpportunityLineItem !== 1) return;
  values.delete(fieldNamed(object, 'Amount')!);
  for (const name of ['CurrencyIsoCode', 'Pricebook2Id']) {
    const field = fieldNamed(object, name)!;
    if (values.has(field) && values.get(field) !== held[name])
      throw integrity(`${name} cannot be changed while the opportunity has products`, [name]);
  }
}

/** A line has the product, the list price and the currency of its price book entry, which must be that of its deal. */
function lineRules(sim: Sim, object: SObject, values: Values, held: Row | undefined): void {
  const field = (name: string): Field => fieldNamed(object, name)!;
  const [unit, total] = [field('UnitPrice'), field('TotalPrice')];
  if (values.has(unit) && values.has(total))
    throw integrity('unit price and total price cannot both be specified', ['TotalPrice']);
  if (values.has(total)) {
    const discount = Number(afterwards(object, values, held, 'Discount') ?? 0);
    const quantity = Number(afterwards(object, values, held, 'Quantity'));
    values.set(unit, Number(values.get(total)) / quantity / (1 - discount / 100));
    values.delete(total);
  }
  if (held) return;
  if ((values.get(unit) ?? null) === null)
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [UnitPrice]', [
      'UnitPrice',
    ]);
  const deal = rowById(sim, sobjectNamed('Opportunity')!, String(values.get(field('OpportunityId'))))!;
  const entry = rowById(sim, sobjectNamed('PricebookEntry')!, String(values.get(field('PricebookEntryId'))))!;
  if (deal.CurrencyIsoCode !== entry.CurrencyIsoCode)
    throw integrity('the currency of the price book entry is not that of the opportunity', [
      'PricebookEntryId',
    ]);
  if (deal.Pricebook2Id !== null && deal.Pricebook2Id !== entry.Pricebook2Id)
    throw integrity('the price book entry is not in the price book of the opportunity', ['PricebookEntryId']);
  if (entry.IsActive !== 1) throw integrity('the price book entry is inactive', ['PricebookEntryId']);
  const product = rowById(sim, sobjectNamed('Product2')!, String(entry.Product2Id));
  values.set(field('Product2Id'), entry.Product2Id!);
  values.set(field('ProductCode'), product?.ProductCode ?? null);
  values.set(field('ListPrice'), entry.UnitPrice!);
  values.set(field('CurrencyIsoCode'), entry.CurrencyIsoCode!);
  if (deal.Pricebook2Id === null)
    setColumns(sim, sobjectNamed('Opportunity')!, String(deal.Id), { Pricebook2Id: entry.Pricebook2Id! });
}

const rules: Readonly<
  Record<string, (sim: Sim, object: SObject, values: Values, held: Row | undefined) => void>
> = {
  Contract: contractRules,
  Opportunity: opportunityRules,
  OpportunityLineItem: lineRules,
};

/** Holds a write to the rules of its object, and adds what follows from it. Throws SalesforceError when they refuse it. */
export function applyRules(sim: Sim, object: SObject, values: Values, held: Row | undefined): void {
  rules[object.name]?.(sim, object, values, held);
}

/** Works out anew what a deal is worth after its lines were written. */
export function followUp(sim: Sim, object: SObject, id: string): void {
  if (object.name !== 'OpportunityLineItem') return;
  const dealId = String(rowById(sim, object, id)!.OpportunityId);
  const { n, total } = sim.db
    .prepare(
      `select count(*) as n, round(coalesce(sum("TotalPrice"), 0), 2) as total from "sf_OpportunityLineItem" where "OpportunityId" = ? and "IsDeleted" = 0`,
    )
    .get(dealId)!;
  setColumns(sim, sobjectNamed('Opportunity')!, dealId, {
    Amount: total!,
    HasOpportunityLineItem: Number(n) > 0 ? 1 : 0,
  });
}

/** Throws when a row may not be written now: another transaction holds it (setting `lockedRows`), or an approval is pending. */
export function checkLocks(sim: Sim, object: SObject, row: Row): void {
  const ids = [row.Id, object.name === 'OpportunityLineItem' ? row.OpportunityId : null].flatMap((id) =>
    typeof id === 'string' ? [id] : [],
  );
  const held = sim.setting<readonly string[]>('lockedRows', []);
  const busy = ids.find((id) => held.includes(id));
  if (busy !== undefined) {
    throw new SalesforceError(
      400,
      'UNABLE_TO_LOCK_ROW',
      `unable to obtain exclusive access to this record or 1 records: ${busy}`,
      [],
    );
  }
  const pending = sim.db.prepare(
    `select 1 from "sf_ProcessInstance" where "TargetObjectId" = ? and "Status" = 'Pending' and "IsDeleted" = 0`,
  );
  if (ids.some((id) => pending.get(id)))
    throw new SalesforceError(400, 'ENTITY_IS_LOCKED', 'the entity is locked for editing', []);
}
