import { Code, Group, Stack, Text } from '@mantine/core';
import { words } from '../words/call.ts';
import { Copy } from './copy.tsx';
import { curlOf, type VendorCall } from './curl.ts';
import { Json } from './json.tsx';
import { laidOut } from './laid-out.ts';
import { Status } from './status.tsx';

/** A call of a system: what was sent and what was answered, and the command that would do it again. */
export function Call({ call }: { readonly call: VendorCall }) {
  const { method, url, headers, requestBody, status, responseBody, truncated } = call;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {words.request}
      </Text>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>
          {method} {url}
        </Code>
        <Copy text={curlOf(call)} what={words.curl} />
      </Group>
      <Json
        label={words.headers}
        value={headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}
        maxHeight={140}
      />
      {requestBody === null ? (
        <Text size="sm">{words.noBody}</Text>
      ) : (
        <Json label={words.body} value={laidOut(requestBody)} maxHeight={240} />
      )}
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {words.answer}
        </Text>
        {status !== null && <Status value={words.status(status)} as={status < 400 ? 'calm' : 'bad'} />}
      </Group>
      {status === null ? (
        <Text size="sm">{words.noAnswer}</Text>
      ) : responseBody === null ? (
        <Text size="sm">{words.emptyAnswer}</Text>
      ) : (
        <Json label={words.answered} value={laidOut(responseBody)} maxHeight={240} />
      )}
      {truncated && <Text size="xs">{words.truncated}</Text>}
      <Text size="xs" c="dimmed">
        {words.masked}
      </Text>
    </Stack>
  );
}
