import { Badge, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useSyncExternalStore } from 'react';
import { currentLive, watchLive } from '../client/live.ts';
import { duration, relative } from '../parts/format.ts';
import { useNow } from '../parts/now.ts';
import { words } from '../words/shell.ts';

const tones = { refused: 'calm', connecting: 'busy', live: 'good', lost: 'bad' } as const;

/** Says whether what is shown is live, and after a break that nothing was missed; nothing on a screen that follows nothing. */
export function LiveBadge() {
  const live = useSyncExternalStore(watchLive, currentLive);
  const now = useNow();
  const { resumed } = live;
  useEffect(() => {
    if (!resumed) return;
    const { caughtUp } = resumed;
    const note = {
      id: 'resumed',
      title: caughtUp === null ? words.live.restartedTitle : words.live.resumedTitle,
      message: caughtUp === null ? words.live.restarted : words.live.resumed(caughtUp),
      color: 'teal',
      autoClose: 8_000,
      closeButtonProps: { 'aria-label': words.common.close },
    };
    notifications.show(note);
    // One that is there already is not shown anew; what further streams caught up is added to it.
    notifications.update(note);
  }, [resumed]);
  if (live.state === 'none') return null;
  const told =
    live.state === 'lost'
      ? words.live.lostFor(duration(now - (live.since ?? now)))
      : live.heardAt === null || live.state === 'refused'
        ? words.live[live.state]
        : words.live.heard(relative(live.heardAt, now));
  return (
    <Tooltip label={told} multiline maw={300}>
      <Badge
        variant="default"
        className="status"
        data-tone={tones[live.state]}
        data-live={live.state}
        role="status"
        aria-label={`${words.live[live.state]}. ${live.state === 'lost' ? words.live.lostFor('') : ''}`}
        tabIndex={0}
      >
        {words.live[live.state]}
        {live.state === 'live' && live.heardAt !== null && ` · ${relative(live.heardAt, now)}`}
      </Badge>
    </Tooltip>
  );
}
