// What is said where people sign in at the company's identity provider.

export const words = {
  with: (provider: string) => `Sign in with ${provider}`,
  byToken: 'Use an access token instead',
  coming: 'Signing you in…',
  trouble: {
    foreign: 'This answer belongs to no sign-in of this tab, so it was not used. Sign in again.',
    refused: 'The identity provider did not let you in. Sign in again, or ask your administrator for access.',
    unreachable: 'The identity provider does not answer. Try again in a moment.',
    unproved:
      'What the identity provider answered proves nothing, so it was not used. Tell your administrator.',
  },
};
