/** Words that say what kind of company it is, not which: dropped before names are compared. */
const legalForms = new Set(
  'inc incorporated corp corporation co company llc ltd limited plc gmbh ag kg sa sas sarl bv nv spa srl ab as oy kk pty group holding holdings the and'.split(
    ' ',
  ),
);

/** The words of a text: lower case, no accents, no punctuation, one space between. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A company name reduced to what tells companies apart: lower case, no accents, no punctuation, no legal form. */
export function plainName(name: string): string {
  const words = plainWords(name).split(' ');
  const telling = words.filter((word) => !legalForms.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}
