import { Button, CopyButton, SimpleGrid, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { EventsOneDocument } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Diff } from '../../parts/diff.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { decimal, duration } from '../../parts/format.ts';
import { Json } from '../../parts/json.tsx';
import { To } from '../../parts/link.tsx';
import { Note } from '../../parts/note.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf, pageOf } from '../../parts/paths.ts';
import { saveFile } from '../../parts/save.ts';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { words } from '../../words/events.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Cause, Chain } from './chain.tsx';
import { cloudEventOf, type WholeEvent } from './cloud-event.ts';
import { ofCause, tellerOf } from './columns.tsx';

/** One event: its envelope, its data, what it changed, and what else came of its cause. */
export function Event() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const { data, loading, troubles, again } = useAsk(EventsOneDocument, { id });
  const event = data?.node?.__typename === 'Event' ? data.node : null;
  if (!event)
    return (
      <Screen title={words.event.title}>
        {loading && <Waiting />}
        <Troubles troubles={troubles} whole again={again} />
        {!loading && troubles.length === 0 && (
          <Empty title={words.event.missing} next={common.missing.record} />
        )}
      </Screen>
    );
  return (
    <Screen
      title={event.type}
      beside={<Status value={event.state} />}
      actions={event.state !== 'DEAD' && <Actions event={event} />}
    >
      <Troubles troubles={troubles} again={again} />
      {event.state === 'DEAD' && (
        <Note tone="bad">
          {words.event.dead}{' '}
          {can('Query.deadLetters') && <To to="/events?tab=letters">{words.event.toLetters}</To>}
        </Note>
      )}
      <SimpleGrid cols={{ base: 1, lg: hasRecord(event.data) ? 2 : 1 }}>
        <Envelope event={event} />
        {hasRecord(event.data) && <Changed data={event.data} />}
      </SimpleGrid>
      {can('Query.events') && event.state !== 'DEAD' && <Chain event={event} />}
      <Panel title={words.event.data}>
        {event.state !== 'DEAD' && (
          <Text size="xs" c="dimmed" mb={4}>
            {words.event.dataHint(event.type.split('.')[0]!, event.schemaVersion.split('.')[0]!)}
          </Text>
        )}
        <Json value={event.data} label={words.event.data} maxHeight={480} />
      </Panel>
    </Screen>
  );
}

function Actions({ event }: { readonly event: WholeEvent }) {
  const { can } = useMe();
  const text = JSON.stringify(cloudEventOf(event), null, 2);
  return (
    <>
      {can('Query.lineage') && <To to={pageOf.lineage(event.id)}>{words.event.lineage}</To>}
      {can('Query.events') && event.subjectId !== null && (
        <To to={listOf.events({ subject: event.subjectId })}>{words.event.moreOfSubject}</To>
      )}
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? common.common.copied : `${common.common.copy}: ${words.event.copy}`}
          </Button>
        )}
      </CopyButton>
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          saveFile(`${event.type}.${event.id}.json`, 'application/cloudevents+json', `${text}\n`)
        }
      >
        {words.event.fixture}
      </Button>
    </>
  );
}

function Envelope({ event }: { readonly event: WholeEvent }) {
  const took =
    event.processedAt === null ? null : Date.parse(event.processedAt) - Date.parse(event.receivedAt);
  return (
    <Panel title={words.event.envelope}>
      <Facts
        label={words.event.envelope}
        facts={[
          {
            name: words.event.id,
            value: (
              <>
                {event.id} <Copy text={event.id} what={words.event.id} />
              </>
            ),
          },
          { name: words.event.subject, value: <ById id={event.subjectId} /> },
          { name: words.event.source, value: tellerOf(event) },
          event.change && { name: words.event.change, value: term(event.change) },
          event.entityVersion === null
            ? null
            : { name: words.event.version, value: decimal(String(event.entityVersion)) },
          {
            name: words.event.position,
            value: event.sequence === null ? words.event.notGiven : decimal(String(event.sequence)),
          },
          { name: words.event.schema, value: event.schemaVersion },
          { name: words.event.attempts, value: event.attempts },
          {
            name: words.event.occurred,
            value: (
              <span>
                <Instant at={event.occurredAt} /> (<When at={event.occurredAt} />)
              </span>
            ),
          },
          {
            name: words.event.received,
            value: (
              <span>
                <Instant at={event.receivedAt} />
              </span>
            ),
          },
          event.processedAt === null
            ? null
            : {
                name: words.event.processed,
                value: (
                  <span>
                    <Instant at={event.processedAt} />
                    {took !== null && ` (${words.event.took(duration(took))})`}
                  </span>
                ),
              },
          {
            name: words.event.correlation,
            value: (
              <>
                <To to={ofCause(event.correlationId)}>{event.correlationId}</To>{' '}
                <Copy text={event.correlationId} what={words.event.correlation} />
              </>
            ),
          },
          event.state === 'DEAD' ? null : { name: words.event.causation, value: <Cause event={event} /> },
        ]}
      />
    </Panel>
  );
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface OfRecord extends Fields {
  readonly record: Fields;
}

/** Whether it is the data of a record's event, which says what the record was before. */
const hasRecord = (data: unknown): data is OfRecord => isFields(data) && isFields(data['record']);

/** What changed of a record. */
function Changed({ data }: { readonly data: OfRecord }) {
  const { record, previous, changed } = data;
  const names = Array.isArray(changed) ? changed.filter((name) => typeof name === 'string') : [];
  return (
    <Panel title={words.event.changed}>
      {names.length > 0 ? (
        <Diff label={words.event.changed} before={previous} after={record} names={names} />
      ) : (
        <Text size="sm">{previous ? words.event.noChange : words.event.created}</Text>
      )}
    </Panel>
  );
}
