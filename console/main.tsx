import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startSession } from './client/renewal.ts';
import { currentSession, takeTokenFrom, watchSession } from './client/session.ts';
import { createRouter } from './routes.tsx';
import { SignedIn } from './shell/signed-in.tsx';
import { SignIn } from './shell/sign-in.tsx';

const shown = takeTokenFrom(location.href);
if (shown !== null) history.replaceState(null, '', shown);
startSession();

const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  defaultRadius: 'sm',
  components: { Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } } },
});
const router = createRouter();

function Page() {
  const { token, ended } = useSyncExternalStore(watchSession, currentSession);
  return token === '' ? (
    <SignIn why={ended} />
  ) : (
    <SignedIn>
      <RouterProvider router={router} />
    </SignedIn>
  );
}

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <Page />
    </MantineProvider>
  </StrictMode>,
);
