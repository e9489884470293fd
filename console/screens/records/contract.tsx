import { useMe } from '../../client/rights.ts';
import { RecordContractDocument } from '../../generated/graphql.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { Amendments } from './amendments.tsx';
import { Known } from './known.tsx';
import { ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.contract;

/** A contract: its term, its value, and what is billed under it. */
export function ContractPart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const amounts = can('Contract.tcv') && can('Contract.acv') && can('Contract.paymentTerms');
  const subscriptions = can('Contract.subscriptions') && can('Contract.amendments');
  const { data, loading, troubles, again } = useKind(
    RecordContractDocument,
    { id, amounts, subscriptions },
    beat,
  );
  const it = data?.contract;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        fact(words.number, 'number', it.number),
        fact(words.status, 'status', it.status, it.status && <Status value={it.status} />),
        ownerFact(it.customer),
        fact(words.termStart, 'termStart', it.termStart),
        fact(words.termEnd, 'termEnd', it.termEnd),
        fact(words.autoRenew, 'autoRenew', it.autoRenew, it.autoRenew ? words.yes : words.no),
        amounts && fact(say.terms, 'paymentTerms', it.paymentTerms),
        amounts && fact(say.acv, 'acv', it.acv, <Money value={it.acv} strong />, false),
        amounts && fact(say.tcv, 'tcv', it.tcv, <Money value={it.tcv} strong />, false),
      ]}
    >
      {it.subscriptions && it.subscriptions.length > 0 && (
        <Panel title={say.subscriptions}>
          <PlainTable
            label={say.subscriptions}
            heads={[{ title: words.number }, { title: words.status }]}
            lines={it.subscriptions.map(({ id: each, number, status }) => ({
              id: each,
              cells: [
                <To to={pageOf.record(each)} key="number">
                  {number ?? each}
                </To>,
                status && <Status value={status} />,
              ],
            }))}
          />
        </Panel>
      )}
      <Amendments edges={it.amendments?.edges} />
    </Known>
  );
}
