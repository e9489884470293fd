import { AppShell, Box, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { Link, Outlet, useLocation, useSearchParams } from 'react-router';
import { useMe } from '../client/rights.ts';
import { Waiting } from '../parts/waiting.tsx';
import { words } from '../words/shell.ts';
import { Account } from './account.tsx';
import { LiveBadge } from './badge.tsx';
import { Keys } from './keys.tsx';
import { placesFor } from './places.ts';
import { Search } from './search.tsx';

/** What is around every screen: where one can go, what is live, who is signed in. */
export function Frame() {
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const places = placesFor(me);
  // On a wall nobody goes anywhere: only the screen is shown, and whether it is live.
  const [params] = useSearchParams();
  if (params.get('kiosk') === '1') return <Alone />;
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a href="#content" className="skip">
        {words.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.nav.label} />
            <Text fw={700} component={Link} to="/" c="inherit" td="none">
              {words.product}
            </Text>
          </Group>
          <Search places={places} />
          <Group gap="sm" wrap="nowrap">
            <LiveBadge />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={words.nav.label}>
        <ScrollArea>
          {places.map(({ path, name }) => (
            <NavLink
              key={path}
              component={Link}
              to={path}
              label={name}
              active={pathname === path || pathname.startsWith(`${path}/`)}
              aria-current={pathname === path ? 'page' : undefined}
              variant="light"
              onClick={close}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Keys places={places} />
    </AppShell>
  );
}

/** A screen without its frame. */
function Alone() {
  return (
    <Box component="main" p="md" pos="relative">
      <Box pos="absolute" top={4} left={16}>
        <LiveBadge />
      </Box>
      <Box pt="md">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </Box>
    </Box>
  );
}
