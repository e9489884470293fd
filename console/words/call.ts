// What is said of a call of a system.

export const words = {
  request: 'Request',
  answer: 'Answer',
  headers: 'Headers of the request',
  body: 'Body of the request',
  answered: 'Body of the answer',
  noAnswer: 'No answer came.',
  noBody: 'Nothing was sent in it.',
  emptyAnswer: 'Nothing was answered in it.',
  status: (status: number) => `Answered ${status}`,
  curl: 'curl command',
  masked: 'Secrets are shown as ***, in what is copied too: put your own in their place.',
  truncated: 'What is kept of a body is its first 16 KiB; this one was longer.',
} as const;
