import { Button, Code } from '@mantine/core';
import { useRouteError } from 'react-router';
import { Empty } from '../parts/empty.tsx';
import { Screen } from '../parts/screen.tsx';
import { words } from '../words/shell.ts';

/** What is shown in the place of a screen that failed; the frame around it goes on. */
export function Crashed() {
  const error = useRouteError();
  // The files of an older page are gone from a hub that was updated.
  const outdated = error instanceof TypeError && /module/i.test(error.message);
  return (
    <Screen title={outdated ? words.crash.newerTitle : words.crash.title}>
      <Empty
        title={outdated ? words.crash.newer : words.crash.text}
        next={
          <>
            {!outdated && <Code block>{error instanceof Error ? error.message : String(error)}</Code>}
            <Button mt="md" variant="default" onClick={() => location.reload()}>
              {words.crash.reload}
            </Button>
          </>
        }
      />
    </Screen>
  );
}
