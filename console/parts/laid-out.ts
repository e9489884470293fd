/** So deep is indented at most: a body of brackets alone would become a page of spaces. */
const deepest = 40;

/** A body with its lines broken where it is JSON, without going through numbers that would lose digits; otherwise as it is. */
export function laidOut(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  const indent = (depth: number): string => `\n${'  '.repeat(Math.min(depth, deepest))}`;
  let text = '';
  let depth = 0;
  let quotes = false;
  for (let at = 0; at < body.length; at += 1) {
    const mark = body[at]!;
    if (quotes) {
      text += mark;
      if (mark === '\\') text += body[(at += 1)] ?? '';
      else if (mark === '"') quotes = false;
    } else if (mark === '"') {
      quotes = true;
      text += mark;
    } else if (mark === '{' || mark === '[') {
      const closed = /^\s*[}\]]/.exec(body.slice(at + 1));
      if (closed) {
        text += mark + closed[0].trim();
        at += closed[0].length;
      } else text += `${mark}${indent((depth += 1))}`;
    } else if (mark === '}' || mark === ']') text += `${indent((depth -= 1))}${mark}`;
    else if (mark === ',') text += `,${indent(depth)}`;
    else if (mark === ':') text += ': ';
    else if (!/\s/.test(mark)) text += mark;
  }
  return text;
}
