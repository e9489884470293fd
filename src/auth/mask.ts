/**
 * What is left of a value whose field is masked: of an e-mail address the first letter and the domain (`j***@acme.com`), of a name its
 * initials (`J. D.`), of other text `***`. Lists are masked one by one. What is not text is null, so that nothing is hinted at.
 */
export function masked(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => masked(field, each));
  if (typeof value !== 'string') return null;
  const at = value.lastIndexOf('@');
  if (at > 0) return `${value[0]}***${value.slice(at)}`;
  return field === 'name' ? initials(value) : '***';
}

function initials(name: string): string {
  const firsts = name.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu) ?? [];
  return firsts.length === 0 ? '***' : firsts.map((first) => `${first.toUpperCase()}.`).join(' ');
}
