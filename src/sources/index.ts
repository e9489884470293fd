import { netsuiteVendor } from './netsuite/index.ts';
import { salesforceVendor } from './salesforce/index.ts';
import type { Source, SourceConfig, VendorModule } from './source.ts';
import { zendeskVendor } from './zendesk/index.ts';
import { zuoraVendor } from './zuora/index.ts';

/** Every vendor the hub can speak to. A new one is a folder beside this file and a line here. */
export const vendors: readonly VendorModule[] = [
  salesforceVendor,
  zuoraVendor,
  zendeskVendor,
  netsuiteVendor,
];

/** Opens the source that a checked configuration describes. */
export function createSource(config: SourceConfig): Source {
  const vendor = vendors.find((each) => each.vendor === config.vendor);
  if (!vendor) throw new Error(`no vendor is called ${config.vendor}`);
  return vendor.create(config);
}
