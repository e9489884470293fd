import { useMe } from '../../client/rights.ts';
import { RecordAmendmentDocument, type RecordAmendmentQuery } from '../../generated/graphql.ts';
import { decimal, money } from '../../parts/format.ts';
import { Impact } from '../../parts/impact.tsx';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/records.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Known } from './known.tsx';
import { linkFact, ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.amendment;
type Amendment = Extract<NonNullable<RecordAmendmentQuery['node']>, { readonly requestedAt: string }>;
type Change = NonNullable<Amendment['changes']>[number];

const priceOf = (price: Change['fromPrice']): string => {
  if (!price) return '–';
  const interval = price.interval ? term(price.interval).toLowerCase() : '';
  return [price.amount && money(price.amount), interval].filter(Boolean).join(' / ');
};

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <Panel title={say.changes}>
      <PlainTable
        label={say.changes}
        heads={[
          { title: words.product },
          { title: say.from, align: 'right' },
          { title: say.to, align: 'right' },
          { title: say.fromPrice, align: 'right' },
          { title: say.toPrice, align: 'right' },
        ]}
        lines={changes.map(({ product, from, to, fromPrice, toPrice }, index) => ({
          id: `${product?.id} ${index}`,
          cells: [
            product ? (
              <To to={pageOf.record(product.id)}>{product.name ?? product.sku ?? product.id}</To>
            ) : (
              '–'
            ),
            from === null ? '–' : decimal(from),
            to === null ? '–' : decimal(to),
            priceOf(fromPrice),
            priceOf(toPrice),
          ],
        }))}
      />
    </Panel>
  );
}

/** A change of a subscription that was committed: what it comes to, who agreed, and the run that carries it out. */
export function AmendmentPart({ id, beat }: Part) {
  const { can } = useMe();
  const rights = {
    impact: can('Amendment.impact') && can('Amendment.changes'),
    postings: can('FinancialImpact.postings'),
    approvals: can('Amendment.approvals'),
  };
  const { data, loading, troubles, again } = useKind(RecordAmendmentDocument, { id, ...rights }, beat);
  const it = data?.node;
  if (loading) return <Waiting />;
  if (!it || !('requestedAt' in it)) return <Troubles troubles={troubles} whole again={again} />;
  const { subscription, run, impact, approvals } = it;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        { name: say.type, value: term(it.type) },
        { name: words.status, value: <Status value={it.status} /> },
        ownerFact(subscription?.customer ?? null),
        linkFact(say.subscription, subscription),
        { name: say.effective, value: it.effectiveDate },
        { name: say.reason, value: it.reason ?? common.common.none },
        { name: say.by, value: it.requestedBy.name ?? it.requestedBy.id },
        { name: say.at, value: <When at={it.requestedAt} /> },
        run && {
          name: say.run,
          value: (
            <>
              <To to={pageOf.run(run.id)}>{run.summary}</To> <Status value={run.status} />
            </>
          ),
        },
      ]}
    >
      {it.changes && <Changes changes={it.changes} />}
      {impact && (
        <Panel title={say.impact}>
          <Impact impact={impact} />
        </Panel>
      )}
      {approvals && approvals.length > 0 && (
        <Panel title={say.approvals}>
          <PlainTable
            label={say.approvals}
            heads={[{ title: say.kind }, { title: words.status }, { title: say.decided }, { title: say.see }]}
            lines={approvals.map(({ id: each, kind, status, decidedAt }) => ({
              id: each,
              cells: [
                term(kind),
                <Status value={status} key="status" />,
                decidedAt && <When at={decidedAt} />,
                <To to={pageOf.approval(each)} key="see">
                  {say.see}
                </To>,
              ],
            }))}
          />
        </Panel>
      )}
    </Known>
  );
}
