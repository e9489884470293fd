/** A name that is one on every system: what a vendor calls something is part of it. */
export const fileName = (name: string): string =>
  name.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '') || 'file';
