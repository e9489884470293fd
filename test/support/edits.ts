import type { VendorEdits } from './edit.ts';
import { netsuiteEdits } from './edits-netsuite.ts';
import { zendeskEdits } from './edits-zendesk.ts';
import { zuoraEdits } from './edits-zuora.ts';

/** By vendor; a vendor of this list is held to the contract of `changes`. */
export const vendorEdits: Readonly<Record<string, VendorEdits>> = {
  netsuite: netsuiteEdits,
  zendesk: zendeskEdits,
  zuora: zuoraEdits,
};
