import { currentTrace } from './telemetry/trace.ts';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Names of fields whose values never reach a log, wherever up to three levels deep they stand. */
const secrets = [
  'password',
  'secret',
  'token',
  'credentials',
  'authorization',
  'cookie',
  'privateKey',
  'clientSecret',
  'accessToken',
  'refreshToken',
  'databaseUrl',
  'natsUrl',
  'email',
  'phone',
];

/** What a database's error quotes of the rows and values that it was given. */
const quotes = ['detail', 'where', 'internalQuery'];

/** An error without the data that a database quotes in it; a cause is told by its message and stack already. */
function withoutData(error: Error): unknown {
  const told: unknown = pino.stdSerializers.err(error);
  if (!(error instanceof Error)) return told;
  return Object.fromEntries(
    Object.entries(told as object).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value !== 'object' || value === null)
        return quotes.includes(name) ? [] : [[name, value] as const];
      const { cause: _cause, ...rest } = value as { readonly cause?: unknown };
      return [[name, Array.isArray(value) ? value : rest] as const];
    }),
  );
}

/** A logger that writes JSON lines to standard output, or to `destination`, and replaces secrets and personal data. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => ['', '*.', '*.*.'].map((prefix) => `${prefix}${name}`));
  const options = {
    level,
    base: { name: 'isthmus', pid: process.pid },
    serializers: { err: withoutData },
    mixin() {
      const traceId = currentTrace();
      return traceId === undefined ? {} : { traceId };
    },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
