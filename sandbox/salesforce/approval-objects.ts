import { field, readOnly, reference, required, sobject } from './field.ts';

const states = [
  'Started',
  'Pending',
  'Held',
  'Reassigned',
  'Approved',
  'Rejected',
  'Removed',
  'Fault',
  'NoResponse',
];

/** A record's way through an approval process. Source: object reference, ProcessInstance. */
export const processInstance = sobject(
  'ProcessInstance',
  '04g',
  [
    field('TargetObjectId', 'reference', { ...readOnly, ...required }),
    field('Status', 'picklist', { ...readOnly, ...required, picklist: states, initial: 'Pending' }),
    field('CompletedDate', 'datetime', readOnly),
    reference('SubmittedById', 'User', readOnly),
    reference('LastActorId', 'User', readOnly),
  ],
  { writable: false },
);

/** What waits for somebody's decision; it goes when that is made. Source: object reference, ProcessInstanceWorkitem. */
export const processInstanceWorkitem = sobject(
  'ProcessInstanceWorkitem',
  '04i',
  [
    reference('ProcessInstanceId', 'ProcessInstance', { ...readOnly, ...required }),
    reference('ActorId', 'User', { ...readOnly, ...required }),
    reference('OriginalActorId', 'User', { ...readOnly, ...required }),
  ],
  { writable: false },
);
