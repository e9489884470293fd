/** Something this machine lacks or refuses. The message says what, `fix` says how to mend it. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
  /** What is wrong, without the way to mend it. */
  readonly reason: string;
  readonly fix: string;

  constructor(message: string, fix: string, cause?: unknown) {
    super(`${message} ${fix}`, cause === undefined ? undefined : { cause });
    this.reason = message;
    this.fix = fix;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((one) => messageOf(one)).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
