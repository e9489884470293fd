/** How to reach and log in to NATS: a part of the options of `connect` from the `nats` client. */
export interface NatsAddress {
  servers: string[];
  user?: string;
  pass?: string;
  token?: string;
  tls?: object;
}

/**
 * Reads a NATS URL, or several separated by commas: `nats://user:password@host:port`, `nats://token@host`, `tls://host`.
 * The client itself takes hosts and ports only; handed such a URL it fails on the password.
 */
export function natsAddress(url: string): NatsAddress {
  const urls = url.split(',').map((part) => new URL(part.trim()));
  const servers = urls.map((one) => one.host);
  const { username, password } = urls.find((one) => one.username !== '') ?? { username: '', password: '' };
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  const tls = urls.some((one) => one.protocol === 'tls:') ? { tls: {} } : {};
  if (user === '') return { servers, ...tls };
  return pass === '' ? { servers, token: user, ...tls } : { servers, user, pass, ...tls };
}
