import type { Making } from './making.ts';
import { slug } from './name.ts';
import { people, titles } from './words.ts';
import type { Contact } from './types.ts';

/** Two to four people with addresses at the company's domain; the first is known to every system that has people. */
export function makeContacts({ random, ids, story, country }: Making, domain: string): readonly Contact[] {
  const { first, last } = people[country.names];
  const taken = new Set<string>();
  const contacts: Contact[] = [];
  const count = random.int(2, 4);
  for (let attempt = 0; contacts.length < count; attempt++) {
    const firstName = random.pick(first);
    const lastName = random.pick(last);
    const email = `${slug(firstName)}.${slug(lastName)}@${domain}`;
    if (taken.has(email)) continue;
    taken.add(email);
    const everywhere = contacts.length === 0 || random.chance(0.35);
    const supportOnly = !everywhere && random.chance(0.4);
    const inCrm = story.systems.crm && !(story.systems.support && supportOnly);
    const inSupport = story.systems.support && (everywhere || supportOnly);
    const capitals = story.dirt.has('emailCase') && inCrm && inSupport;
    contacts.push({
      firstName,
      lastName,
      email,
      crmEmail: capitals
        ? `${firstName}.${lastName}@${domain}`.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
        : email,
      title: random.pick(titles),
      crmId: inCrm ? ids.salesforce('Contact') : null,
      supportId: inSupport ? ids.zendesk('user', story.dirt.has('idBeyondDouble')) : null,
    });
  }
  return contacts;
}
