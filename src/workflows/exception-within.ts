import type { RowScope } from '../canonical/scope.ts';
import type { Exceptions } from './exception.ts';

/** Exceptions for callers with a scope: those that concern only records which they see, and nothing of others. */
export function exceptionsWithin(exceptions: Exceptions, scope: RowScope): Exceptions {
  const { atRisk, comments, history, sweep, close } = exceptions;
  return {
    byIds: (ids) => exceptions.byIds(ids, scope),
    ofRuns: (runIds) => exceptions.ofRuns(runIds, scope),
    ofCustomers: (customerIds) => exceptions.ofCustomers(customerIds, scope),
    list: (filter, page, sight) => exceptions.list(filter, page, { ...sight, scope }),
    groups: (filter, sight) => exceptions.groups(filter, { ...sight, scope }),
    act: (acting, request) => exceptions.act(acting, request, scope),
    // Of exceptions that are in hand, which were looked up within the scope.
    atRisk,
    comments,
    history,
    sweep,
    close,
  };
}
