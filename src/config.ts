import { existsSync, readFileSync } from 'node:fs';
import jaroWinkler from 'talisman/metrics/jaro-winkler.js';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { systemOfRecord } from './canonical/authority.ts';
import { fieldsOf } from './canonical/fields.ts';
import { kinds } from './canonical/kind.ts';
import { referredTo } from './secrets/credential.ts';
import { signInTrouble } from './settings/console.ts';
import { productionIssues } from './settings/production.ts';
import { environmentSettings, settings, type Config, type TenantSource } from './settings.ts';
import type { VendorModule } from './sources/source.ts';

export type { Config } from './settings.ts';

export interface WrongSetting {
  readonly path: string;
  readonly message: string;
}

/** Lists every setting that is wrong. No value is repeated in it: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly wrong: readonly WrongSetting[];

  constructor(file: string, wrong: readonly WrongSetting[]) {
    const lines = wrong.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
    super(
      [
        `${wrong.length === 1 ? 'One setting is' : `${wrong.length} settings are`} wrong (${file} and the environment):`,
        ...lines,
      ].join('\n'),
    );
    this.wrong = wrong;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, with what a file `.env` in the working directory adds to it. */
export function readEnvironment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** The path of the configuration file: ISTHMUS_CONFIG, else `isthmus.yaml` in the working directory. */
export function configFile(env: Environment): string {
  return env['ISTHMUS_CONFIG'] || 'isthmus.yaml';
}

type Path = readonly PropertyKey[];
type Report = (path: Path, message: string) => void;

const nameOf = (path: Path): string => path.map(String).join('.');

/** Ends a message with the known name that is nearest, if one is near. */
function suggest(name: string, known: readonly string[]): string {
  const near = known
    .map((one) => ({ one, score: jaroWinkler(one.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => b.score - a.score)[0];
  return near !== undefined && near.score > 0.8
    ? `; did you mean ${near.one}?`
    : `; known here: ${known.join(', ')}`;
}

/** The names that a schema knows at a path. */
function knownAt(schema: unknown, path: Path): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return knownAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((form) => knownAt(form, path)))];
  if (schema instanceof z.ZodArray) return knownAt(schema.element, path.slice(1));
  if (!(schema instanceof z.ZodObject)) return schema === undefined ? [] : [...kinds];
  return path.length === 0
    ? Object.keys(schema.shape)
    : knownAt(schema.shape[String(path[0])], path.slice(1));
}

function reportIssues(
  schema: z.ZodType,
  given: unknown,
  at: Path,
  report: Report,
  later: readonly string[] = [],
): void {
  const isLater = (issue: z.core.$ZodIssue): boolean =>
    later.includes(String(issue.path[0])) ||
    (issue.code === 'invalid_union' && issue.errors.some((form) => form.every(isLater)));
  for (const issue of schema.safeParse(given).error?.issues ?? []) {
    if (isLater(issue)) continue;
    if (issue.code === 'unrecognized_keys') {
      const known = knownAt(schema, issue.path);
      for (const key of issue.keys)
        report([...at, ...issue.path, key], `unknown setting${suggest(key, known)}`);
    } else if (
      issue.code === 'invalid_type' &&
      issue.input === undefined &&
      issue.message.endsWith('received undefined')
    ) {
      report([...at, ...issue.path], 'is missing');
    } else if (issue.code === 'invalid_union' && schema instanceof z.ZodUnion) {
      const forms = schema.options.map((form) => knownAt(form, []).join(' and '));
      report([...at, ...issue.path], `none of these forms fits: ${forms.join('; ')}`);
    } else report([...at, ...issue.path], issue.message);
  }
}

/**
 * As above for a vendor's own schema, which says what is needed but not that the rest is refused. What is kept elsewhere (`later`) is
 * judged when it is read.
 */
function reportVendorIssues(
  schema: z.ZodType,
  given: unknown,
  at: Path,
  report: Report,
  later: readonly string[] = [],
): void {
  reportIssues(schema, given, at, report, later);
  const known = knownAt(schema, []);
  for (const key of typeof given === 'object' && given !== null && known.length > 0
    ? Object.keys(given)
    : []) {
    if (!known.includes(key)) report([...at, key], `unknown setting${suggest(key, known)}`);
  }
}

/** The names of the credentials that a vendor's module can use. */
export function credentialNames(vendor: VendorModule | undefined): readonly string[] {
  return vendor === undefined ? [] : knownAt(vendor.credentials, []);
}

/** Replaces `${NAME}` and `${NAME:-default}` in every text of the file. */
function substitute(value: unknown, path: Path, env: Environment, report: Report): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(
      /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,
      (_, name: string, fallback?: string) => {
        const found = env[name] || fallback;
        if (found === undefined) report(path, `needs the environment variable ${name}, which is not set`);
        return found ?? '';
      },
    );
  }
  if (Array.isArray(value)) return value.map((one, index) => substitute(one, [...path, index], env, report));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, substitute(one, [...path, key], env, report)]),
  );
}

function readFile(file: string, report: Report): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    report(
      [],
      missing
        ? `${file} does not exist; copy isthmus.example.yaml to it, or name another file in ISTHMUS_CONFIG`
        : String(error),
    );
    return { sources: [] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors)
    report([], `${file} line ${lines.linePos(error.pos[0]).line}: ${error.message}`);
  const content: unknown = document.errors.length === 0 ? document.toJS() : { sources: [] };
  return content ?? {};
}

/** Puts what the environment sets over what the file says. */
function overlay(content: unknown, text: string, env: Environment, report: Report): unknown {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content;
  const result: Record<string, unknown> = { ...content };
  for (const [name, [group, key]] of Object.entries(environmentSettings)) {
    const value = env[name];
    if (!value || group === undefined) continue;
    const inner = result[group] ?? {};
    result[group] =
      key === undefined ? value : typeof inner === 'object' ? { ...inner, [key]: value } : inner;
  }
  // The last one is for the commands that call a hub.
  const known = [...Object.keys(environmentSettings), 'ISTHMUS_CONFIG', 'ISTHMUS_TOKEN'];
  for (const name of Object.keys(env)) {
    const used = known.includes(name) || text.includes(`\${${name}`);
    if (name.startsWith('ISTHMUS_') && !used)
      report([name], `unknown environment variable${suggest(name, known)}`);
  }
  return result;
}

/** What zod cannot say of one setting alone: names of fields, of instances, and what each vendor needs. */
function reportRelations(content: unknown, vendors: readonly VendorModule[], report: Report): void {
  const { sources, tenants, residency, systemOfRecord: table } = (content ?? {}) as Record<string, unknown>;
  const tenantNames = Array.isArray(tenants)
    ? tenants.flatMap((each: { name?: unknown } | null) =>
        typeof each?.name === 'string' ? [each.name] : [],
      )
    : ['main'];
  for (const [index, name] of tenantNames.entries())
    if (tenantNames.indexOf(name) !== index)
      report(['tenants', index, 'name'], `another tenant is called ${name}`);
  for (const kind of kinds) {
    const rows = (table as Record<string, unknown> | null | undefined)?.[kind];
    const fields = [...Object.keys(systemOfRecord[kind]), ...Object.keys(fieldsOf[kind].shape)];
    for (const field of typeof rows === 'object' && rows !== null ? Object.keys(rows) : []) {
      if (!fields.includes(field))
        report(['systemOfRecord', kind, field], `${kind} has no such field${suggest(field, fields)}`);
    }
  }
  const names = new Set<unknown>();
  for (const [index, source] of (Array.isArray(sources) ? sources : []).entries()) {
    if (typeof source !== 'object' || source === null) continue;
    const { instance, vendor, tenant, credentials, options } = source as Record<string, unknown>;
    if (typeof tenant === 'string' && !tenantNames.includes(tenant))
      report(['sources', index, 'tenant'], `no tenant is called ${tenant}${suggest(tenant, tenantNames)}`);
    if (typeof instance === 'string' && names.has(instance))
      report(['sources', index, 'instance'], `another source is called ${instance}`);
    names.add(instance);
    const found = vendors.find((one) => one.vendor === vendor);
    if (found !== undefined) {
      const path = ['sources', index, 'credentials'];
      reportVendorIssues(found.credentials, credentials ?? {}, path, report, referredTo(credentials));
      reportVendorIssues(found.options, options ?? {}, ['sources', index, 'options'], report);
    } else if (typeof vendor === 'string') {
      report(
        ['sources', index, 'vendor'],
        `unknown vendor; known: ${vendors.map((one) => one.vendor).join(', ')}`,
      );
    }
  }
  const trouble = signInTrouble(content);
  if (trouble !== null) report(['console', 'issuer'], trouble);
  reportPins(
    residency,
    [...names].filter((name) => typeof name === 'string'),
    report,
  );
}

/** A pin of a source that is not there, by a slip of the pen, would keep nothing anywhere. */
function reportPins(residency: unknown, instances: readonly string[], report: Report): void {
  for (const [index, pin] of (Array.isArray(residency) ? residency : []).entries()) {
    const { sources } = (pin ?? {}) as Record<string, unknown>;
    for (const [nth, name] of (Array.isArray(sources) ? sources : []).entries())
      if (typeof name === 'string' && !instances.includes(name))
        report(
          ['residency', index, 'sources', nth],
          `no source is called ${name}${suggest(name, instances)}`,
        );
  }
}

/**
 * Reads the configuration from a file and the environment, which wins. Each vendor's own schema checks its credentials and options.
 * Throws one ConfigError that lists everything that is wrong.
 */
export function loadConfig(env: Environment, file: string, vendors: readonly VendorModule[]): Config {
  const wrong = new Map<string, string>();
  // The first thing said of a setting is its cause; what follows from it would only repeat it.
  const report: Report = (path, message) => {
    const name = nameOf(path);
    if (name === '' || !wrong.has(name)) wrong.set(name === '' ? message : name, name === '' ? '' : message);
  };
  const raw = readFile(file, report);
  const content = overlay(substitute(raw, [], env, report), JSON.stringify(raw), env, report);
  for (const { path, message } of productionIssues(raw, content, vendors)) report(path, message);
  reportIssues(settings, content, [], report);
  reportRelations(content, vendors, report);
  if (wrong.size > 0) {
    throw new ConfigError(
      file,
      [...wrong].map(([path, message]) => (message === '' ? { path: '', message: path } : { path, message })),
    );
  }
  const config = settings.parse(content);
  const sources = config.sources.map((source): TenantSource => {
    const { credentials, options } = vendors.find((one) => one.vendor === source.vendor)!;
    return {
      ...source,
      tenant: source.tenant ?? config.tenants[0]!.name,
      credentials:
        referredTo(source.credentials).length > 0
          ? source.credentials
          : credentials.parse(source.credentials),
      options: options.parse(source.options),
    };
  });
  return { ...config, sources };
}
