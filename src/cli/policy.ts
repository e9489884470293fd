import { accessTable } from '../auth/access.ts';
import { policyExport } from '../auth/policy.ts';

/** The access table: as it is read by people, or as JSON with every coordinate resolved and a version. */
export function policyText(json: boolean): string {
  const exported = policyExport();
  return json ? JSON.stringify(exported, null, 2) : `${accessTable.trim()}\n\n# version ${exported.version}`;
}
