import { instantText } from './days.ts';
import type { Making } from './making.ts';
import type { Case, Contact } from './types.ts';
import { subjects } from './words.ts';

const priorities = { normal: 55, low: 25, high: 18, urgent: 2 } as const;
const isOpen = (status: Case['status']): boolean => status !== 'solved' && status !== 'closed';

/** Two to four cases, oldest first; an urgent one is open only where the story says so. */
export function makeCases(
  { random, ids, story, today, ordinal }: Making,
  contacts: readonly Contact[],
): readonly Case[] {
  if (!story.systems.support) return [];
  const requesters = contacts.flatMap((contact, index) => (contact.supportId ? [index] : []));
  const ages = Array.from({ length: story.cases }, (_, i) =>
    i === story.cases - 1 ? random.int(1, 12) : random.int(5, 400),
  );
  return ages
    .toSorted((a, b) => b - a)
    .map((age, index): Case => {
      const newest = index === story.cases - 1;
      const p1 = story.openP1 && newest;
      const drawn = p1
        ? 'open'
        : age > 60
          ? random.pick(['solved', 'closed', 'closed'] as const)
          : random.pick((['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const).slice(ordinal % 2));
      const status = story.status === 'CHURNED' && isOpen(drawn) ? 'closed' : drawn;
      const priority = p1 ? 'urgent' : random.weighted(priorities);
      const calm = !p1 && priority === 'urgent' && isOpen(status) ? 'high' : priority;
      const second = random.int(7 * 3600, 19 * 3600);
      const updated = Math.max(today - age + random.int(0, Math.min(age, 9)), today - age);
      return {
        supportId: ids.zendesk('ticket', story.dirt.has('idBeyondDouble') && newest),
        subject: random.pick(subjects[calm]),
        status,
        priority: calm,
        escalated: p1 || (calm === 'high' && random.chance(0.2)),
        requester: random.pick(requesters),
        createdAt: instantText(today - age, second),
        updatedAt: instantText(updated, Math.min(second + random.int(60, 14_000), 86_399)),
      };
    });
}
