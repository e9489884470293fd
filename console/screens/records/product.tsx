import { Text } from '@mantine/core';
import { useMe } from '../../client/rights.ts';
import { RecordProductDocument } from '../../generated/graphql.ts';
import { decimal, money } from '../../parts/format.ts';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { term } from '../../words/terms.ts';
import { Known } from './known.tsx';
import { type Part, useKind } from './part.ts';

const say = words.goods;

/** A product: its prices, and whether every system that must know it does. */
export function ProductPart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const books = can('Product.revenueRule') && can('ProductMapping.glAccount');
  const { data, loading, troubles, again } = useKind(RecordProductDocument, { id, books }, beat);
  const it = data?.node;
  if (loading) return <Waiting />;
  if (!it || !('mappings' in it)) return <Troubles troubles={troubles} whole again={again} />;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        fact(say.sku, 'sku', it.sku),
        fact(words.name, 'name', it.name),
        books && fact(say.rule, 'revenueRule', it.revenueRule ?? say.noRule, undefined, false),
      ]}
    >
      <Panel title={say.mappings}>
        <PlainTable
          label={say.mappings}
          heads={[
            { title: say.system },
            { title: words.status },
            { title: say.object },
            { title: say.external },
            books && { title: say.account },
          ]}
          lines={it.mappings.map(({ system, status, object, externalId, glAccount }) => ({
            id: `${system.id} ${externalId}`,
            cells: [
              term(system.name),
              <Status value={status} key="status" as={status === 'MISSING' ? 'bad' : undefined} />,
              object ?? '–',
              <Text span size="sm" ff="monospace" key="id">
                {externalId ?? '–'}
              </Text>,
              glAccount ?? '–',
            ],
          }))}
        />
      </Panel>
      <Panel title={say.prices}>
        <PlainTable
          label={say.prices}
          heads={[
            { title: say.model },
            { title: say.interval },
            { title: words.amount, align: 'right' },
            { title: say.tiers },
          ]}
          lines={(it.prices ?? []).map(({ id: price, model, interval, amount, tiers }) => ({
            id: price,
            cells: [
              model ? term(model) : '–',
              interval ? term(interval) : '–',
              <Money value={amount} key="amount" />,
              (tiers ?? []).map(({ upTo, unitAmount }) => (
                <Text size="xs" className="figure" key={upTo ?? 'rest'}>
                  {upTo === null ? say.rest : say.upTo(decimal(upTo))}: {money(unitAmount)}
                </Text>
              )),
            ],
          }))}
        />
      </Panel>
    </Known>
  );
}
