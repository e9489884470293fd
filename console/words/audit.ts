import { meaningOf } from './terms.ts';

// What the audit screen says.

export const words = {
  title: 'Audit',
  recorded: 'Reading the audit trail is itself recorded in it.',
  tabs: { label: 'Parts of the audit', trail: 'Trail', glass: 'Broken glass' },
  filter: {
    label: 'Filter of the trail',
    subject: 'Subject',
    subjectHint: 'Id of what it was done to',
    actor: 'Who',
    actorHint: 'Person or account',
    actions: 'Actions',
    actionsHint: 'approval.decided',
    clearActions: 'Clear the actions',
    from: 'From',
    to: 'Until',
    clear: 'Clear the filter',
  },
  list: {
    label: 'Entries of the audit trail, newest first',
    number: 'No.',
    at: 'When',
    actor: 'Who',
    hub: 'The hub itself',
    through: (names: string) => `through ${names}`,
    action: 'Action',
    subject: 'Of what',
    several: 'Several, or none',
    correlation: 'Correlation',
    empty: 'No entry fits',
    emptyNext: 'Nothing of this kind was done in this time. Widen the time or clear the filter.',
  },
  chain: {
    holds: (count: string) =>
      `The chain holds for the ${count} entries read here: each has the hash that its content gives and follows the one before it.`,
    broken:
      'The chain does not hold for what was read here: an entry was changed, taken away or put in. Run the check below, and tell internal control.',
    all: 'checks all of it against a signed checkpoint',
    command: 'isthmus audit verify',
  },
  entry: {
    title: (number: string) => `Entry ${number}`,
    close: 'Close',
    missing: 'There is no such entry',
    action: 'Action',
    at: 'When',
    actor: 'Person',
    account: 'Account',
    actors: 'Acted through it',
    nobody: 'Nobody',
    subject: 'Of what',
    correlation: 'Correlation id',
    events: 'Events of the same cause',
    change: 'Before and after',
    none: 'The entry holds neither a state before nor one after.',
    notShown: 'Before and after are not shown to your role.',
    proof: 'Proof',
    prevHash: 'Hash of the entry before',
    hash: 'Hash of this entry',
    how: 'sha256; docs/audit.md says over what, and how to verify it without the hub.',
  },
  glass: {
    label: 'Rights that administrators took in an emergency, newest first',
    intro:
      'The last hundred times that an administrator took all reading rights in an emergency. They never reach over the separation of duties.',
    by: 'Who',
    reason: 'Reason',
    at: 'From',
    until: 'Until',
    state: 'State',
    inForce: 'In force',
    over: 'Over',
    empty: 'Nobody has broken the glass',
    emptyNext:
      'Each time that an administrator takes emergency rights, it is listed here and told in the log.',
  },
};

/** Actions as sentences where the words of the trail would not tell enough. */
const sentences: Readonly<Record<string, string>> = {
  'record.read': 'Read something sensitive',
  'log.sealed': 'Sealed the event log',
  'access.granted': 'Broke the glass',
  'access.revoked': 'Withdrew access',
  'approval.requested': 'Asked for an approval',
  'approval.decided': 'Decided an approval',
  'approval.refused': 'Was refused a decision',
  'approval.expired': 'Let an approval expire',
  'approval.cancelled': 'Cancelled an approval',
  'replay.requested': 'Asked for a replay',
  'replay.released': 'Released a replay',
  'customer.merged': 'Merged customers',
  'customer.unmerged': 'Undid a merge',
  'match.rejected': 'Rejected look-alikes',
  'exception.opened': 'Opened an exception',
  'exception.changed': 'Changed an exception',
  'exception.assigned': 'Assigned an exception',
  'exception.commented': 'Commented an exception',
  'exception.fixed': 'Fixed an exception',
  'exception.fix_proposed': 'Proposed a fix',
  'exception.escalated': 'Escalated an exception',
  'exception.failed_again': 'Failed again after a fix',
  'amendment.committed': 'Committed an amendment',
  'amendment.applied': 'Applied an amendment',
  'run.started': 'Started a run',
  'run.completed': 'Completed a run',
  'subject.erased': 'Erased personal data',
  'secret.set': 'Set a secret',
  'secret.removed': 'Removed a secret',
  'secrets.resealed': 'Sealed the secrets anew',
  'service_account.created': 'Created a service account',
  'service_account.disabled': 'Disabled a service account',
  'service_account.token_issued': 'Issued a token of a service account',
};

/** What is offered where actions are chosen; any other can be typed. */
export const actionSuggestions: readonly string[] = Object.keys(sentences).toSorted();

/** An action in words: `access.revoked` is "Withdrew access"; one without words of its own is read as it is. */
export function actionWords(action: string): string {
  const known = meaningOf(sentences, action);
  if (known !== undefined) return known;
  const spaced = action.replaceAll(/[._]/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
