const call = /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) \/\S*/g;
const wire =
  /\b(?:UND_ERR_[A-Z_]+|ECONN[A-Z]+|ETIMEDOUT|ESOCKETTIMEDOUT|EPIPE|EPROTO|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|ENETUNREACH|CERT_[A-Z_]+)\b/g;

/** What a system said, for people who know the business: without paths of its interface and codes of the connection. */
export const plainly = (text: string): string =>
  text.replace(call, 'the request').replace(wire, 'the connection failed');
