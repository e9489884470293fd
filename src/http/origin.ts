/** Whether a request comes from a page of the hub itself, or from no page: a browser sends the page's origin along, other clients send none. */
export function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  return !origin || (URL.canParse(origin) && new URL(origin).host === host);
}
