// Replays that were started in this browser: the hub finds each by its id and has no list of them.

const key = 'isthmus.replays';
const most = 50;

/** Their ids, the newest first. */
export function startedHere(): readonly string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
}

/** Remembers one; the last fifty are. */
export function rememberStarted(id: string): void {
  const ids = [id, ...startedHere().filter((each) => each !== id)].slice(0, most);
  localStorage.setItem(key, JSON.stringify(ids));
}
