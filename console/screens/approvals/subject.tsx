import { Code, List, Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Facts } from '../../parts/facts.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { pageOf } from '../../parts/paths.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { inWords } from '../../parts/same.ts';
import { Section } from '../../parts/section.tsx';
import { Instant } from '../../parts/when.tsx';
import { words } from '../../words/approvals.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Change, type Found } from './change.tsx';
import { type Fields, listIn, moneyIn, textIn, within } from './shown.ts';

const { shown: say } = words;

/** Exactly what is decided, as a table for its kind. */
export function Shown({
  approval: { kind, shown, subject },
}: {
  readonly approval: Pick<Found, 'kind' | 'shown' | 'subject'>;
}) {
  const fields = (shown ?? {}) as Fields;
  switch (kind) {
    case 'AMENDMENT':
      return <Change shown={fields} subject={subject} />;
    case 'DATA_FIX':
      return <Fix shown={fields} />;
    case 'MERGE':
      return <Merge shown={fields} />;
    case 'UNMERGE':
      return <Unmerge shown={fields} />;
    case 'REPLAY':
      return <Replay shown={fields} />;
    default:
      return null;
  }
}

function Fix({ shown }: { readonly shown: Fields }) {
  const exception = within(shown, 'exception');
  const risk = moneyIn(exception, 'moneyAtRisk');
  return (
    <Stack gap="md">
      <Facts
        label={words.detail.decides}
        nameWidth={140}
        facts={[
          { name: say.exception, value: term(textIn(exception, 'code') ?? '') },
          { name: say.message, value: textIn(exception, 'message') },
          { name: say.step, value: term((textIn(exception, 'step') ?? '').replaceAll('-', '_')) },
          risk && { name: say.atRisk, value: <Money value={risk} strong /> },
        ]}
      />
      <Section title={say.fix}>
        <PlainTable
          label={say.fix}
          minWidth={360}
          heads={[{ title: say.field }, { title: say.before }, { title: say.after }]}
          lines={listIn(shown, 'changes').map((change, index) => ({
            id: `${textIn(change, 'path')} ${index}`,
            cells: [
              textIn(change, 'path'),
              textIn(change, 'from') ?? say.none,
              <strong key="after">{textIn(change, 'to') ?? say.none}</strong>,
            ],
          }))}
        />
      </Section>
    </Stack>
  );
}

function Places({ places }: { readonly places: readonly Fields[] }) {
  return (
    <List size="sm">
      {places.map((place) => {
        const [instance, object, id] = ['instance', 'object', 'externalId'].map((name) =>
          textIn(place, name),
        );
        return (
          <List.Item key={`${instance} ${object} ${id}`}>
            {term(instance ?? '')} {object} <Code>{id}</Code>
          </List.Item>
        );
      })}
    </List>
  );
}

const sides = [
  ['survivor', say.remains],
  ['absorbed', say.absorbed],
] as const;

function Merge({ shown }: { readonly shown: Fields }) {
  const choices = Object.entries(within(shown, 'fieldChoices'));
  const changes = (Array.isArray(shown['changes']) ? shown['changes'] : []) as readonly string[];
  const rows: readonly (readonly [string, (side: Fields) => ReactNode])[] = [
    [
      say.name,
      (side) => (
        <To to={pageOf.customer(textIn(side, 'id') ?? '')}>{textIn(side, 'name') ?? shell.common.unknown}</To>
      ),
    ],
    [say.version, (side) => textIn(side, 'version')],
    [say.legalEntity, (side) => textIn(side, 'legalEntity') ?? shell.common.none],
    [say.records, (side) => textIn(side, 'records')],
    [say.places, (side) => <Places places={listIn(side, 'places')} />],
  ];
  return (
    <Stack gap="md">
      <Table aria-label={say.sides} verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={170} aria-label={say.field} />
            {sides.map(([name, title]) => (
              <Table.Th key={name}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, cell]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500} c="dimmed">
                {name}
              </Table.Th>
              {sides.map(([side]) => (
                <Table.Td key={side} style={{ overflowWrap: 'anywhere' }}>
                  {cell(within(shown, side))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Facts
        label={say.fields}
        nameWidth={140}
        facts={[
          { name: say.fields, value: changes.length === 0 ? say.noFields : changes.join(', ') },
          choices.length > 0 && {
            name: say.choices,
            value: choices.map(([field, side]) => `${field}: ${term(inWords(side))}`).join(', '),
          },
        ]}
      />
    </Stack>
  );
}

function Unmerge({ shown }: { readonly shown: Fields }) {
  const merge = within(shown, 'merge');
  const survivor = within(shown, 'survivor');
  const at = textIn(merge, 'at');
  return (
    <Facts
      label={words.detail.decides}
      nameWidth={140}
      facts={[
        {
          name: say.remains,
          value: (
            <To to={pageOf.customer(textIn(survivor, 'id') ?? '')}>
              {textIn(survivor, 'name') ?? shell.common.unknown}
            </To>
          ),
        },
        { name: say.version, value: textIn(survivor, 'version') },
        { name: say.absorbed, value: textIn(merge, 'absorbedId') },
        { name: say.merged, value: at === null ? shell.common.unknown : <Instant at={at} /> },
        { name: say.goesBack, value: <Places places={listIn(shown, 'places')} /> },
      ]}
    />
  );
}

function Replay({ shown }: { readonly shown: Fields }) {
  const filter = Object.entries(within(shown, 'filter')).filter(([, value]) => value !== null);
  return (
    <Facts
      label={words.detail.decides}
      nameWidth={140}
      facts={[
        { name: say.mode, value: term(textIn(shown, 'mode') ?? '') },
        { name: say.matched, value: decimal(textIn(shown, 'matched') ?? '0') },
        { name: say.rate, value: textIn(shown, 'ratePerSecond') },
        {
          name: say.filter,
          value:
            filter.length === 0
              ? say.everything
              : filter.map(([name, value]) => `${term(name)}: ${inWords(value)}`).join('; '),
        },
      ]}
    />
  );
}
