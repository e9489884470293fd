import { Button, Group, Paper, Progress, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useChange } from '../../client/ask.ts';
import {
  CustomersDecideMatchDocument,
  CustomersMatchesDocument,
  type CustomersMatchesQuery,
  type MatchedFragment,
} from '../../generated/graphql.ts';
import { AskedAct } from '../../parts/act.tsx';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { usePages } from '../../parts/pages.ts';
import { pageOf } from '../../parts/paths.ts';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/customers.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { settled } from './decide.ts';

type Candidate = CustomersMatchesQuery['matchCandidates']['edges'][number]['node'];
const say = words.matches;
const statuses = ['PENDING', 'ACCEPTED', 'REJECTED', 'AUTO_MERGED'] as const;

const named = (side: MatchedFragment | null): string => side?.name ?? side?.id ?? say.unknown;

function Company({ side }: { readonly side: MatchedFragment | null }) {
  if (!side) return <Text size="sm">{say.unknown}</Text>;
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <To to={pageOf.customer(side.id)} fw={600}>
          {named(side)}
        </To>
        {side.status && <Status value={side.status} size="xs" />}
      </Group>
      {side.legalName !== null && side.legalName !== side.name && <Text size="sm">{side.legalName}</Text>}
      <Text size="xs" c="dimmed">
        {say.known}{' '}
        {side.externalRefs
          .map(({ instance, externalId }) => `${instance ? term(instance.name) : ''} ${externalId}`.trim())
          .join(', ')}
      </Text>
    </Stack>
  );
}

/** Two customers side by side, what speaks for their being one, and the decision. */
function Match({ candidate, again }: { readonly candidate: Candidate; readonly again: () => void }) {
  const decide = useChange(CustomersDecideMatchDocument);
  const { id, score, status, reasons, left, right } = candidate;
  const pair = say.pair(named(left), named(right));
  const percent = Math.round(score * 100);
  const whyNot = status === 'PENDING' ? null : say.decided;
  const run =
    (accept: boolean) =>
    async ({ key }: { readonly key: string }) => {
      const outcome = await decide({ input: { idempotencyKey: key, candidateId: id, accept } });
      again();
      return settled(outcome, (data) => data.decideMatch, say.waits);
    };
  const act = { right: 'Mutation.decideMatch', disabledWhy: whyNot, reason: 'none', title: pair } as const;
  return (
    <Paper withBorder p="sm" component="article" aria-label={pair}>
      <Group justify="space-between" align="flex-start" mb="xs">
        <Group gap="sm">
          <Title order={2} size="h5">
            {pair}
          </Title>
          <Status value={status} />
        </Group>
        <Group gap="xs">
          <AskedAct
            {...act}
            label={say.accept}
            effect={say.acceptEffect}
            confirm={say.accept}
            run={run(true)}
            done={say.accepted}
          />
          <AskedAct
            {...act}
            label={say.reject}
            effect={say.rejectEffect}
            confirm={say.reject}
            run={run(false)}
            done={say.rejected}
          />
        </Group>
      </Group>
      <Group gap="xs" mb="xs">
        <Text size="sm" fw={600}>
          {say.score(percent)}
        </Text>
        <Progress value={percent} w={160} size="sm" aria-label={say.score(percent)} />
      </Group>
      <Table.ScrollContainer minWidth={620} type="native">
        <Table
          className="plain"
          aria-label={say.table(named(left), named(right))}
          verticalSpacing={5}
          fz="sm"
          layout="fixed"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th fz="xs" c="dimmed" w={120}>
                {say.reason}
              </Table.Th>
              <Table.Th fz="xs" c="dimmed" w={80} data-align="right">
                {say.weight}
              </Table.Th>
              <Table.Th>
                <Company side={left} />
              </Table.Th>
              <Table.Th>
                <Company side={right} />
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reasons.map(({ feature, weight, left: one, right: other }) => (
              <Table.Tr key={feature}>
                <Table.Th scope="row" fw={500}>
                  {term(feature)}
                </Table.Th>
                <Table.Td data-align="right" className="figure">
                  {weight}
                </Table.Td>
                <Table.Td>{one ?? '–'}</Table.Td>
                <Table.Td>
                  {one !== null && one === other ? `${other} (${say.same})` : (other ?? '–')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

/** Customers that may be one, and that only a person can tell. */
export function Matches() {
  const { get, set } = useAddress();
  const status = statuses.find((name) => name === get('match')) ?? 'PENDING';
  const pages = usePages(
    CustomersMatchesDocument,
    { status: [status] },
    ({ matchCandidates }) => matchCandidates,
  );
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={500} id="match-status">
          {say.status}
        </Text>
        <SegmentedControl
          size="xs"
          aria-labelledby="match-status"
          data={statuses.map((value) => ({ value, label: say.statuses[value] }))}
          value={status}
          onChange={(value) => set({ match: value === 'PENDING' ? null : value })}
        />
        {pages.total !== null && (
          <Text size="xs" c="dimmed">
            {common.common.of(pages.rows.length, pages.total)}
          </Text>
        )}
      </Group>
      <Troubles troubles={pages.troubles} whole={pages.rows.length === 0} again={pages.again} />
      {pages.loading && <Waiting lines={8} />}
      {!pages.loading && pages.rows.length === 0 && pages.troubles.length === 0 && (
        <Empty title={say.empty} next={say.emptyNext} />
      )}
      {pages.rows.map((candidate) => (
        <Match key={candidate.id} candidate={candidate} again={pages.again} />
      ))}
      {pages.more && (
        <Group justify="center">
          <Button size="xs" variant="default" onClick={pages.more}>
            {say.more}
          </Button>
        </Group>
      )}
    </>
  );
}
