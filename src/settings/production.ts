import { isLoopback } from '../settings.ts';
import type { VendorModule } from '../sources/source.ts';

/** A setting that would be unsafe, and what to do about it. */
export interface UnsafeSetting {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (given: unknown): given is Tree => typeof given === 'object' && given !== null;

/** What is at a path of a configuration that may have any shape. */
function at(given: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (isTree(found) ? found[name] : undefined), given);
}

const listOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? (given as unknown[]) : []);
const isOn = (given: unknown): boolean => given === true || given === 'true';
const isOff = (given: unknown): boolean => given === false || given === 'false';
/** Text that says itself what it is, rather than which variable of the environment does. */
const isLiteral = (given: unknown): boolean =>
  typeof given === 'string' && given !== '' && !/\$\{\w+\}/.test(given);
const holdsPassword = (given: unknown): boolean =>
  isLiteral(given) &&
  String(given)
    .split(',')
    .some((url) => URL.parse(url.trim())?.password);

const outside = 'keep it out of the file: ${NAME}';
const elsewhere = 'keep it out of the file: ${NAME}, { env: NAME }, { file: /path } or { secret: name }';

/** What no hub may be told: to let everybody in, or to speak in clear, where other machines reach it. */
function exposed(content: unknown): UnsafeSetting[] {
  const host = at(content, 'http', 'host');
  if (typeof host !== 'string' || isLoopback(host)) return [];
  const found: UnsafeSetting[] = [];
  if (!isTree(at(content, 'http', 'tls')) && !isOn(at(content, 'http', 'behindTls')))
    found.push({
      path: ['http', 'host'],
      message:
        'other machines would reach it in clear: set http.tls, or http.behindTls if a proxy that ends TLS is the only way to it',
    });
  if (isOff(at(content, 'access', 'required')))
    found.push({
      path: ['access', 'required'],
      message:
        'everybody who reaches this machine would have every right: leave it on, or listen on 127.0.0.1',
    });
  return found;
}

/** What a hub in production may not be told besides. `raw` is the file before anything of the environment was put into it. */
function unfit(raw: unknown, content: unknown, vendors: readonly VendorModule[]): UnsafeSetting[] {
  const found: UnsafeSetting[] = [];
  const refuse = (path: readonly PropertyKey[], message: string): void => void found.push({ path, message });
  if (isOff(at(content, 'access', 'required')))
    refuse(['access', 'required'], 'production lets nobody in unknown: leave it on');
  if (!at(content, 'secrets', 'masterKey') && !at(content, 'secrets', 'masterKeyFile'))
    refuse(
      ['secrets', 'masterKey'],
      'production needs a master key that is kept apart from the data: set ISTHMUS_MASTER_KEY or ISTHMUS_MASTER_KEY_FILE',
    );
  if (isLiteral(at(raw, 'secrets', 'masterKey')))
    refuse(
      ['secrets', 'masterKey'],
      'keep it out of the file: set ISTHMUS_MASTER_KEY or ISTHMUS_MASTER_KEY_FILE',
    );
  for (const path of [
    ['database', 'url'],
    ['nats', 'url'],
  ])
    if (holdsPassword(at(raw, ...path))) refuse(path, `it holds a password; ${outside}`);
  for (const [index, tenant] of listOf(at(raw, 'tenants')).entries())
    if (holdsPassword(at(tenant, 'database')))
      refuse(['tenants', index, 'database'], `it holds a password; ${outside}`);
  for (const [index, source] of listOf(at(raw, 'sources')).entries()) {
    const known = vendors.find(({ vendor }) => vendor === at(source, 'vendor'))?.publicCredentials ?? [];
    const credentials = at(source, 'credentials');
    for (const [name, one] of isTree(credentials) ? Object.entries(credentials) : [])
      if (isLiteral(one) && !known.includes(name))
        refuse(['sources', index, 'credentials', name], `a credential in clear; ${elsewhere}`);
  }
  return found;
}

/**
 * The settings that are unsafe for a hub of this kind, each with what to do. `content` is `raw` with the environment in it; neither need
 * have the shape of a configuration.
 */
export function productionIssues(
  raw: unknown,
  content: unknown,
  vendors: readonly VendorModule[],
): readonly UnsafeSetting[] {
  return [...exposed(content), ...(isOn(at(content, 'production')) ? unfit(raw, content, vendors) : [])];
}
