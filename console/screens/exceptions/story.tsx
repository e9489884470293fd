import { Code, Group, List, Text } from '@mantine/core';
import { Panel } from '../../parts/panel.tsx';
import { RecordLink } from '../../parts/record.tsx';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';
import type { Detail } from './detail.ts';

/** What happened: everything that was found, each with the system and the place where it lies. */
export function Story({ detail }: { readonly detail: Detail }) {
  const { findings, message, run, record } = detail;
  return (
    <Panel title={words.story.title}>
      <p className="message">{message}</p>
      {run && (
        <Text size="sm" mt="xs">
          {words.story.during(run.summary)}
        </Text>
      )}
      <List size="sm" mt="xs" spacing={6} aria-label={words.story.found}>
        {findings.map((finding) => (
          <List.Item key={`${finding.code} ${finding.path} ${finding.message}`}>
            <Group gap={6} component="span">
              <strong>{term(finding.code)}</strong>
              {finding.system && <span>{words.story.at(term(finding.system))}</span>}
              {finding.path !== null && <Code title={words.story.path}>{finding.path}</Code>}
            </Group>
            {finding.message !== message && <Text size="sm">{finding.message}</Text>}
          </List.Item>
        ))}
      </List>
      {record && (
        <Group gap={6} mt="xs">
          <Text size="sm">{words.story.record}</Text>
          <RecordLink record={record} />
        </Group>
      )}
    </Panel>
  );
}
