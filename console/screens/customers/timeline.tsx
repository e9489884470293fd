import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { CustomerTimelineDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { useReread } from '../../parts/again.ts';
import { ById } from '../../parts/by-id.tsx';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { Paged } from '../../parts/paged.tsx';
import { usePages } from '../../parts/pages.ts';
import type { Column } from '../../parts/rows.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import { pageOf } from '../../parts/paths.ts';
import type { Part } from './about.ts';
import { detailOf, type Happened, nounOf, titleOf } from './happened.ts';

const say = words.customer.timeline;

const systemOf = ({ source }: Happened): string => (source === null ? say.hub : term(source.name));

const columns: readonly Column<Happened>[] = [
  { name: 'when', title: say.when, width: '100px', cell: ({ occurredAt }) => <When at={occurredAt} /> },
  {
    name: 'what',
    title: say.what,
    width: 'minmax(170px, 1fr)',
    cell: (each) => <To to={pageOf.event(each.id)}>{titleOf(each)}</To>,
  },
  { name: 'source', title: say.source, width: '110px', cell: systemOf },
  {
    name: 'about',
    title: say.about,
    width: 'minmax(170px, 1fr)',
    cell: ({ subjectId }) => <ById id={subjectId} />,
  },
  { name: 'detail', title: say.detail, width: 'minmax(200px, 2fr)', cell: detailOf },
];

/** What happened last, in a few lines. */
export function Latest({ id, beat }: Part) {
  const { data, loading, troubles, again } = useAsk(CustomerTimelineDocument, { id });
  useReread(beat, again);
  if (loading) return <Waiting lines={5} />;
  const events = (data?.customer?.timeline?.edges ?? []).slice(0, 9);
  return (
    <Stack gap={6}>
      <Troubles troubles={troubles} again={again} />
      {events.map(({ node }) => (
        <Group key={node.id} justify="space-between" wrap="nowrap" gap="sm" align="baseline">
          <Text size="sm" truncate>
            <To to={pageOf.event(node.id)} underline="always">
              {titleOf(node)}
            </To>{' '}
            <Text span size="xs" c="dimmed">
              {[systemOf(node), detailOf(node)].filter(Boolean).join(' · ')}
            </Text>
          </Text>
          <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <When at={node.occurredAt} size="xs" />
          </Text>
        </Group>
      ))}
      {events.length === 0 && <Text size="sm">{say.empty}</Text>}
    </Stack>
  );
}

/** Everything that happened to the customer, in every system, newest first; the newest come by themselves. */
export function Timeline({ id, beat }: Part) {
  const { get, set } = useAddress();
  const navigate = useNavigate();
  const pages = usePages(CustomerTimelineDocument, { id }, ({ customer }) => customer?.timeline);
  useReread(beat, pages.again);
  if (pages.loading) return <Waiting />;
  const [system, noun] = [get('system'), get('kind')];
  const shown = pages.rows.filter(
    (each) => (system === '' || systemOf(each) === system) && (noun === '' || nounOf(each) === noun),
  );
  const systems = [...new Set([...pages.rows.map(systemOf), ...(system === '' ? [] : [system])])].toSorted();
  const nouns = [...new Set([...pages.rows.map(nounOf), ...(noun === '' ? [] : [noun])])].toSorted();
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          size="xs"
          w={170}
          label={say.filterSource}
          placeholder={say.all}
          data={systems}
          value={system === '' ? null : system}
          onChange={(value) => set({ system: value })}
          clearable
        />
        <Select
          size="xs"
          w={190}
          label={say.filterKind}
          placeholder={say.all}
          data={nouns.map((value) => ({ value, label: term(value) }))}
          value={noun === '' ? null : noun}
          onChange={(value) => set({ kind: value })}
          clearable
        />
        <Text size="xs" c="dimmed" role="status" pb={6}>
          {say.shown(shown.length, pages.rows.length, pages.total ?? pages.rows.length)}
        </Text>
        {pages.more && (
          <Button size="xs" variant="default" onClick={pages.more}>
            {say.older}
          </Button>
        )}
      </Group>
      <Paged
        label={say.label}
        columns={columns}
        pages={pages}
        shown={shown}
        onOpen={(each) => void navigate(pageOf.event(each.id))}
        empty={<Empty title={say.empty} next={say.emptyNext} />}
      />
    </>
  );
}
