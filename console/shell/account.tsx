import { Button, Menu, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { currentSession, expiryOf } from '../client/session.ts';
import { leave } from '../client/sign-in.ts';
import { useMe } from '../client/rights.ts';
import { relative } from '../parts/format.ts';
import { useNow } from '../parts/now.ts';
import { setClock, useClock } from '../parts/settings.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';

/** Who is signed in, for how long, and what they have chosen for this browser. */
export function Account() {
  const me = useMe();
  const now = useNow();
  const clock = useClock();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const ends = expiryOf(currentSession().token);
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          px={{ base: 'xs', sm: 'sm' }}
          aria-label={`${words.session.menu}: ${me.roles.map(term).join(', ')}`}
        >
          <IconUserCircle size={16} aria-hidden />
          <Text span size="xs" fw={600} truncate visibleFrom="sm" maw={{ sm: 140, lg: 260 }} ml={6}>
            {me.roles.map(term).join(', ')}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap="xs" p="xs">
          <Text size="sm">
            {words.session.as} <strong>{me.name ?? words.session.nameless}</strong>
          </Text>
          {ends !== null && (
            <Text size="xs" c="dimmed">
              {words.session.ends(relative(ends, now))}
            </Text>
          )}
          <Text size="xs" fw={600} id="theme">
            {words.session.theme}
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="theme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value)}
            data={[
              { value: 'auto', label: words.session.auto },
              { value: 'light', label: words.session.light },
              { value: 'dark', label: words.session.dark },
            ]}
          />
          <Text size="xs" fw={600} id="clock">
            {words.session.clock}
          </Text>
          <SegmentedControl
            size="xs"
            aria-labelledby="clock"
            value={clock}
            onChange={(value) => setClock(value)}
            data={[
              { value: 'local', label: words.session.clockLocal },
              { value: 'utc', label: words.session.clockUtc },
            ]}
          />
        </Stack>
        <Menu.Item onClick={() => void leave()}>{words.session.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
