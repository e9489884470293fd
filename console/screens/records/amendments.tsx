import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { words } from '../../words/records.ts';
import { term } from '../../words/terms.ts';

const say = words.subscription;

interface Amendment {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly effectiveDate: string;
  readonly reason: string | null;
}

/** The changes that were committed, newest first; nothing where there were none. */
export function Amendments({
  edges,
}: {
  readonly edges: readonly { readonly node: Amendment }[] | undefined;
}) {
  if (!edges || edges.length === 0) return null;
  return (
    <Panel title={say.amendments}>
      <PlainTable
        label={say.amendments}
        heads={[
          { title: say.type },
          { title: words.status },
          { title: say.effective },
          { title: say.reason },
        ]}
        lines={edges.map(({ node: { id, type, status, effectiveDate, reason } }) => ({
          id,
          cells: [
            <To to={pageOf.record(id)} key="type">
              {term(type)}
            </To>,
            <Status value={status} key="status" />,
            effectiveDate,
            reason ?? '–',
          ],
        }))}
      />
    </Panel>
  );
}
