const key = 'isthmus.token';

/** The token of this tab: given once as `#token=...` in the address or in the form, and kept for as long as the tab is open. */
export function currentToken(): string {
  return sessionStorage.getItem(key) ?? '';
}

/** The header that says who asks; none while there is no token. */
export function authorization(): Record<string, string> {
  const token = currentToken();
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

/** Takes a token from the address, where it must not stay, and from the form. */
export function watchToken(form: HTMLFormElement, input: HTMLInputElement): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem(key, given);
    history.replaceState(null, '', location.pathname);
  }
  input.value = currentToken();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sessionStorage.setItem(key, input.value.trim());
    // The schema that a token may see is read anew.
    location.reload();
  });
}
