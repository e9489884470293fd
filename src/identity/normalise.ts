/** Domains under which strangers get addresses: sharing one says nothing. */
const sharedDomains = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
]);

/** Whether sharing this domain suggests being the same company. */
export function tellingDomain(domain: string): boolean {
  return !sharedDomains.has(domain);
}
