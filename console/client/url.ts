// Addresses that somebody else has given: where they may lead.

/**
 * The part behind the host of an address of this page; `/` for every other address. It begins with one slash: two of them would be another
 * host.
 */
export function ownPath(address: unknown, origin: string): string {
  if (typeof address !== 'string' || !URL.canParse(address, origin)) return '/';
  const url = new URL(address, origin);
  if (url.origin !== origin) return '/';
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}${url.hash}`;
}

/** The address of a page of somebody else's; null for what is none, or would do something here instead of leading there. */
export function outsideOf(url: string | null | undefined): string | null {
  if (url == null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
