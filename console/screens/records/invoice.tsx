import { Stack, Text } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { RecordInvoiceDocument, type RecordInvoiceQuery } from '../../generated/graphql.ts';
import { decimal, money, percent } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Postings } from '../../parts/postings.tsx';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { term } from '../../words/terms.ts';
import { Known } from './known.tsx';
import { linkFact, ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.invoice;
type Invoice = NonNullable<RecordInvoiceQuery['invoice']>;

function Lines({ lines }: { readonly lines: NonNullable<Invoice['lines']> }) {
  return (
    <Panel title={say.lines}>
      <PlainTable
        label={say.lines}
        minWidth={640}
        heads={[
          { title: say.description },
          { title: say.period },
          { title: words.quantity, align: 'right' },
          { title: say.taxes, align: 'right' },
          { title: words.amount, align: 'right' },
        ]}
        lines={lines.map(({ id, description, product, quantity, amount, periodStart, periodEnd, taxes }) => ({
          id,
          cells: [
            <>
              {description}{' '}
              {product && <To to={pageOf.record(product.id)}>{product.sku ?? words.product}</To>}
            </>,
            periodStart === null || periodEnd === null ? '–' : words.subscription.to(periodStart, periodEnd),
            <Text span size="sm" className="figure" key="quantity">
              {decimal(quantity)}
            </Text>,
            taxes.map(({ jurisdiction, rate, amount: tax }) => (
              <Text size="xs" key={jurisdiction} className="figure">
                {say.taxOf(jurisdiction, percent(rate))} {money(tax)}
              </Text>
            )),
            <Money value={amount} key="amount" />,
          ],
        }))}
      />
    </Panel>
  );
}

function Paid({ invoice }: { readonly invoice: Invoice }) {
  const { applications, creditMemos } = invoice;
  return (
    <>
      {applications && applications.length > 0 && (
        <Panel title={say.applications}>
          <PlainTable
            label={say.applications}
            heads={[
              { title: say.received },
              { title: words.status },
              { title: words.amount, align: 'right' },
            ]}
            lines={applications.map(({ id, payment, amount }) => ({
              id,
              cells: [
                <To to={pageOf.record(payment.id)} key="payment">
                  {payment.receivedAt?.slice(0, 10) ?? say.payment}
                </To>,
                payment.status && <Status value={payment.status} />,
                <Money value={amount} key="amount" />,
              ],
            }))}
          />
        </Panel>
      )}
      {creditMemos && creditMemos.length > 0 && (
        <Panel title={say.credits}>
          <PlainTable
            label={say.credits}
            heads={[
              { title: words.number },
              { title: words.status },
              creditMemos[0]!.amount !== undefined && { title: words.amount, align: 'right' },
              creditMemos[0]!.amount !== undefined && { title: say.left, align: 'right' },
            ]}
            lines={creditMemos.map(({ id, number, status, amount, balance }) => ({
              id,
              cells: [
                number ?? id,
                status && <Status value={status} />,
                <Money value={amount} key="amount" />,
                <Money value={balance} key="balance" />,
              ],
            }))}
          />
        </Panel>
      )}
    </>
  );
}

function Booked({ postings }: { readonly postings: NonNullable<Invoice['postings']> }) {
  if (postings.length === 0) return null;
  return (
    <Panel title={say.postings}>
      <Stack gap="sm">
        {postings.map(({ id, number, status, period, lines }) => (
          <Stack gap={4} key={id}>
            <Text size="sm" fw={500} component="div">
              {say.posting(number ?? id, period?.name ?? say.noPeriod)} {status && <Status value={status} />}
            </Text>
            {lines && <Postings lines={lines} />}
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}

/** An invoice: what is owed, its lines with their taxes, who paid it, and how it stands in the books. */
export function InvoicePart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const rights = {
    amounts: can('Invoice.total') && can('Invoice.lines'),
    books: can('Invoice.amounts') && can('Invoice.applications'),
    credit: can('CreditMemo.amount'),
    postings: can('Invoice.postings'),
    postingLines: can('LedgerPosting.lines'),
  };
  const { data, loading, troubles, again } = useKind(RecordInvoiceDocument, { id, ...rights }, beat);
  const it = data?.invoice;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  const { subtotal, tax, total, balance, amounts } = it;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        fact(words.number, 'number', it.number),
        fact(words.status, 'status', it.status, it.status && <Status value={it.status} />, false),
        it.sourceStatus.length > 0 && {
          name: words.sourceStatus,
          value: it.sourceStatus.map(({ system, raw }) => `${term(system)}: ${raw}`).join(', '),
        },
        ownerFact(it.customer),
        linkFact(say.subscription, it.subscription),
        fact(say.issued, 'issueDate', it.issueDate),
        fact(say.due, 'dueDate', it.dueDate),
        it.agingBucket && { name: say.aging, value: term(it.agingBucket) },
        rights.amounts && fact(say.subtotal, 'subtotal', subtotal, <Money value={subtotal} />, false),
        rights.amounts && fact(say.tax, 'tax', tax, <Money value={tax} />, false),
        rights.amounts && fact(say.total, 'total', total, <Money value={total} strong />, false),
        rights.amounts && fact(say.balance, 'balance', balance, <Money value={balance} strong />, false),
        amounts &&
          amounts.functional.currency !== total?.currency && {
            name: say.functional,
            value: (
              <>
                <Money value={amounts.functional} /> {say.rate(amounts.fxRate, amounts.fxDate)}
              </>
            ),
          },
      ]}
    >
      {it.lines && <Lines lines={it.lines} />}
      <Paid invoice={it} />
      {it.postings && <Booked postings={it.postings} />}
    </Known>
  );
}
