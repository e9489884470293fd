import { Code, List, Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { inWords } from '../../parts/same.ts';
import { Instant } from '../../parts/when.tsx';
import { words } from '../../words/approvals.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Change, type Found } from './change.tsx';
import { Fact, Facts, Part } from './fact.tsx';
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
      <Facts label={words.detail.decides}>
        <Fact name={say.exception}>{term(textIn(exception, 'code') ?? '')}</Fact>
        <Fact name={say.message}>{textIn(exception, 'message')}</Fact>
        <Fact name={say.step}>{term((textIn(exception, 'step') ?? '').replaceAll('-', '_'))}</Fact>
        {risk && (
          <Fact name={say.atRisk}>
            <Money value={risk} strong />
          </Fact>
        )}
      </Facts>
      <Part title={say.fix}>
        <Table aria-label={say.fix} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.field}</Table.Th>
              <Table.Th>{say.before}</Table.Th>
              <Table.Th>{say.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {listIn(shown, 'changes').map((change) => (
              <Table.Tr key={textIn(change, 'path')}>
                <Table.Th scope="row" fw={500}>
                  {textIn(change, 'path')}
                </Table.Th>
                <Table.Td>{textIn(change, 'from') ?? say.none}</Table.Td>
                <Table.Td fw={600}>{textIn(change, 'to') ?? say.none}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Part>
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
        <To to={`/customers/${textIn(side, 'id')}`}>{textIn(side, 'name') ?? shell.common.unknown}</To>
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
      <Facts label={say.fields}>
        <Fact name={say.fields}>{changes.length === 0 ? say.noFields : changes.join(', ')}</Fact>
        {choices.length > 0 && (
          <Fact name={say.choices}>
            {choices.map(([field, side]) => `${field}: ${term(inWords(side))}`).join(', ')}
          </Fact>
        )}
      </Facts>
    </Stack>
  );
}

function Unmerge({ shown }: { readonly shown: Fields }) {
  const merge = within(shown, 'merge');
  const survivor = within(shown, 'survivor');
  const at = textIn(merge, 'at');
  return (
    <Facts label={words.detail.decides}>
      <Fact name={say.remains}>
        <To to={`/customers/${textIn(survivor, 'id')}`}>
          {textIn(survivor, 'name') ?? shell.common.unknown}
        </To>
      </Fact>
      <Fact name={say.version}>{textIn(survivor, 'version')}</Fact>
      <Fact name={say.absorbed}>{textIn(merge, 'absorbedId')}</Fact>
      <Fact name={say.merged}>{at === null ? shell.common.unknown : <Instant at={at} />}</Fact>
      <Fact name={say.goesBack}>
        <Places places={listIn(shown, 'places')} />
      </Fact>
    </Facts>
  );
}

function Replay({ shown }: { readonly shown: Fields }) {
  const filter = Object.entries(within(shown, 'filter')).filter(([, value]) => value !== null);
  return (
    <Facts label={words.detail.decides}>
      <Fact name={say.mode}>{term(textIn(shown, 'mode') ?? '')}</Fact>
      <Fact name={say.matched}>{decimal(textIn(shown, 'matched') ?? '0')}</Fact>
      <Fact name={say.rate}>{textIn(shown, 'ratePerSecond')}</Fact>
      <Fact name={say.filter}>
        {filter.length === 0
          ? say.everything
          : filter.map(([name, value]) => `${term(name)}: ${inWords(value)}`).join('; ')}
      </Fact>
    </Facts>
  );
}
