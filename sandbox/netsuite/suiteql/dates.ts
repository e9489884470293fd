import { SuiteqlError } from './ast.ts';

/** Dates travel through a query as wall-clock text `YYYY-MM-DDTHH:MM:SS`, so that they compare as text. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of an instant (ISO 8601 UTC) in a time zone, as `lastmodifieddate` is seen by a user of the account. */
export function wallClock(instant: string, timeZone: string): string {
  let format = formatters.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formatters.set(timeZone, format);
  }
  return format.format(new Date(instant)).replace(' ', 'T');
}

const formatToken = /"[^"]*"|YYYY|HH24|HH12|MON|YY|MM|DD|HH|MI|SS|AM|PM|[-/.,;: ]/gy;

function tokensOf(format: string): string[] {
  const tokens: string[] = [];
  formatToken.lastIndex = 0;
  const upper = format.replaceAll(/"[^"]*"|[^"]+/g, (part) =>
    part.startsWith('"') ? part : part.toUpperCase(),
  );
  while (formatToken.lastIndex < upper.length) {
    const match = formatToken.exec(upper);
    if (!match) throw new SuiteqlError('date format not recognized');
    tokens.push(match[0]);
  }
  return tokens;
}

function part(token: string, wall: string): string {
  const hour = Number(wall.slice(11, 13));
  const parts: Readonly<Record<string, string>> = {
    YYYY: wall.slice(0, 4),
    YY: wall.slice(2, 4),
    MM: wall.slice(5, 7),
    MON: months[Number(wall.slice(5, 7)) - 1]!.toUpperCase(),
    DD: wall.slice(8, 10),
    HH24: wall.slice(11, 13),
    HH: String(hour % 12 || 12).padStart(2, '0'),
    HH12: String(hour % 12 || 12).padStart(2, '0'),
    MI: wall.slice(14, 16),
    SS: wall.slice(17, 19),
    AM: hour < 12 ? 'AM' : 'PM',
    PM: hour < 12 ? 'AM' : 'PM',
  };
  return parts[token] ?? (token.startsWith('"') ? token.slice(1, -1) : token);
}

/** A wall-clock value in an Oracle date format. Throws SuiteqlError on an element that is not known. */
export function formatDate(wall: string, format: string): string {
  return tokensOf(format)
    .map((token) => part(token, wall))
    .join('');
}

/** How a date looks when no format is asked for: the user's preference, which drops the time of day. */
export function defaultDate(wall: string): string {
  return `${Number(wall.slice(5, 7))}/${Number(wall.slice(8, 10))}/${wall.slice(0, 4)}`;
}

/** The wall-clock value of text in an Oracle date format. Throws SuiteqlError when it does not fit. */
export function parseDate(text: string, format: string): string {
  const found: Record<string, number> = { YYYY: 1970, MM: 1, DD: 1, HH24: 0, MI: 0, SS: 0 };
  let rest = text;
  for (const token of tokensOf(format)) {
    if (token in found) {
      const digits = rest.match(new RegExp(`^\\d{1,${token === 'YYYY' ? 4 : 2}}`))?.[0];
      if (digits === undefined) throw new SuiteqlError('Invalid date');
      found[token] = Number(digits);
      rest = rest.slice(digits.length);
    } else {
      const literal = token.startsWith('"') ? token.slice(1, -1) : token;
      if (/^[A-Z]/.test(literal) && !token.startsWith('"'))
        throw new SuiteqlError('date format not recognized');
      if (!rest.startsWith(literal)) throw new SuiteqlError('Invalid date');
      rest = rest.slice(literal.length);
    }
  }
  if (rest !== '') throw new SuiteqlError('Invalid date');
  const { YYYY = 0, MM = 0, DD = 0, HH24 = 0, MI = 0, SS = 0 } = found;
  const check = new Date(Date.UTC(YYYY, MM - 1, DD, HH24, MI, SS));
  if (check.getUTCMonth() !== MM - 1 || check.getUTCHours() !== HH24) throw new SuiteqlError('Invalid date');
  return check.toISOString().slice(0, 19);
}
