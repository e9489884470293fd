import { messageOf, ProvisionError } from '../provision/error.ts';

/** One thing the hub needs: whether it is well, what was found, and how to mend it when it is not. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly fix: string | null;
}

export const well = (name: string, detail: string): Check => ({ name, ok: true, detail, fix: null });
export const ill = (name: string, detail: string, fix: string): Check => ({ name, ok: false, detail, fix });

/** The check that an error stands for: a ProvisionError says itself how it is mended. */
export function failed(name: string, error: unknown, fix: string): Check {
  return error instanceof ProvisionError
    ? ill(name, error.reason, error.fix)
    : ill(name, messageOf(error), fix);
}

/** Where a URL points, without the credentials in it. */
export function placeOf(url: string): string {
  return url
    .split(',')
    .map((part) => {
      const { protocol, host, pathname } = new URL(part.trim());
      return `${protocol}//${host}${pathname}`;
    })
    .join(', ');
}
