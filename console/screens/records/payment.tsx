import { useMe } from '../../client/rights.ts';
import { RecordPaymentDocument } from '../../generated/graphql.ts';
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
import { Known } from './known.tsx';
import { ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.payment;

/** A payment: what came in, and which invoices it pays. */
export function PaymentPart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const amounts = can('Payment.amount') && can('Payment.applications');
  const failure = can('Payment.failure');
  const { data, loading, troubles, again } = useKind(RecordPaymentDocument, { id, amounts, failure }, beat);
  const it = data?.payment;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        fact(words.status, 'status', it.status, it.status && <Status value={it.status} />),
        ownerFact(it.customer),
        fact(say.received, 'receivedAt', it.receivedAt?.slice(0, 10), undefined, false),
        amounts && fact(say.method, 'method', it.method),
        amounts && fact(words.amount, 'amount', it.amount, <Money value={it.amount} strong />, false),
        amounts && fact(say.unapplied, 'unapplied', it.unapplied, <Money value={it.unapplied} />, false),
        it.failure && { name: say.failure, value: `${it.failure.message} (${it.failure.code})` },
      ]}
    >
      {it.applications && it.applications.length > 0 && (
        <Panel title={say.applied}>
          <PlainTable
            label={say.applied}
            heads={[{ title: say.invoice }, { title: words.status }, { title: words.amount, align: 'right' }]}
            lines={it.applications.map(({ id: each, invoice, amount }) => ({
              id: each,
              cells: [
                invoice ? (
                  <To to={pageOf.record(invoice.id)}>{invoice.number ?? invoice.id}</To>
                ) : (
                  say.unknown
                ),
                invoice?.status && <Status value={invoice.status} />,
                <Money value={amount} key="amount" />,
              ],
            }))}
          />
        </Panel>
      )}
    </Known>
  );
}
