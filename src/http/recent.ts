import { LRUCache } from 'lru-cache';
import type { StreamMessage } from '../context.ts';

type Render = (message: StreamMessage) => Promise<string>;

/** Characters that are remembered, of all groups together, and what a text counts as before its length is known. */
const [remembered, estimate] = [8_000_000, 2000];

/**
 * Returns a function that makes a rendering of changes remember its latest texts: when a node is lost its clients come back all at once,
 * each a little behind, and would have the same changes executed for each of them. What failed is not remembered, and what was rendered
 * before `erasures` changed is not given again.
 */
export function rememberTexts(): (render: Render, erasures: () => number) => Render {
  const texts = new LRUCache<string, Promise<string>>({ maxSize: remembered });
  let renderings = 0;
  return (render, erasures) => {
    const nth = renderings++;
    return (message) => {
      if (message.type !== 'StreamChange') return render(message);
      const key = `${nth} ${erasures()} ${message.previous} ${message.cursor}`;
      const known = texts.get(key);
      if (known) return known;
      const made = render(message);
      texts.set(key, made, { size: estimate });
      void made.then((text) => {
        if (text.startsWith('{"errors":')) texts.delete(key);
        else texts.set(key, made, { size: text.length });
      });
      return made;
    };
  };
}
