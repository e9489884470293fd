import { term } from '../../words/terms.ts';

/** Ids of the hub say nothing to a person. */
const idForm = /^[a-z]{2,5}_[0-9a-z]{20,}$/;

/** A cause in words: `PRODUCT_UNMAPPED:ERP:STOR-TB-M` is "Product unmapped · ERP · STOR-TB-M". */
export function causeOf(rootCauseKey: string): string {
  const [code = '', ...rest] = rootCauseKey.split(':');
  const where = rest.filter((part) => part !== '' && !idForm.test(part));
  return [term(code), ...where.map((part) => (/^[A-Z_]+$/.test(part) ? term(part) : part))].join(' · ');
}
