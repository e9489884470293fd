/** Whether a request comes from a page that may read the hub, by its headers `origin` and `host`. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean;

/**
 * Lets in pages of the hub itself and of the origins that are allowed besides, and requests of no page: a browser sends the page's origin
 * along, other clients send none.
 */
export function originCheck(allowed: readonly string[]): OriginCheck {
  return (origin, host) =>
    !origin || allowed.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}
