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

/** A logger that writes JSON lines to standard output, or to `destination`, and replaces secrets and personal data. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => ['', '*.', '*.*.'].map((prefix) => `${prefix}${name}`));
  const options = {
    level,
    base: { name: 'isthmus', pid: process.pid },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
