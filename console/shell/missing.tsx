import { Empty } from '../parts/empty.tsx';
import { To } from '../parts/link.tsx';
import { Screen } from '../parts/screen.tsx';
import { words } from '../words/shell.ts';

/** What is shown where an address leads nowhere. */
export function Missing() {
  return (
    <Screen title={words.missing.title}>
      <Empty title={words.missing.text} next={<To to="/">{words.missing.home}</To>} />
    </Screen>
  );
}
