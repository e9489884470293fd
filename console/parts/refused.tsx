import { useMe } from '../client/rights.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { Empty } from './empty.tsx';

/** What is said at the address of something that is not for the person to see; nothing of it is asked of the hub. */
export function Refused() {
  const { roles } = useMe();
  return <Empty title={words.common.notShown} next={words.common.refused(roles.map(term).join(', '))} />;
}
