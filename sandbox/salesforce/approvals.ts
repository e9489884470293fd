import { atomically } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { methodNotAllowed, SalesforceError } from './error.ts';
import type { SObject } from './field.ts';
import { integrationUserId, mintId, parseId } from './id.ts';
import { sobjectNamed, sobjects } from './objects.ts';
import { jsonBody } from './row.ts';
import { addRow, counter, rowById, setColumns } from './stored.ts';
import type { Row } from './stored.ts';
import { liveRow, newRowColumns } from './write.ts';

const instances = sobjectNamed('ProcessInstance')!;
const workitems = sobjectNamed('ProcessInstanceWorkitem')!;
/** What the organisation has an approval process for. */
const approvable = ['Opportunity', 'Contract'];

interface Result {
  readonly actorIds: readonly string[] | null;
  readonly entityId: string;
  readonly errors: null;
  readonly instanceId: string;
  readonly instanceStatus: string;
  readonly newWorkitemIds: readonly string[];
  readonly success: true;
}

function add(sim: Sim, object: SObject, columns: Readonly<Record<string, string>>): string {
  const id = mintId(object.keyPrefix, counter(sim, `id/${object.name}`));
  addRow(sim, object, { Id: id, ...newRowColumns(sim, object), ...columns });
  return id;
}

function refused(errorCode: string, message: string): SalesforceError {
  return new SalesforceError(400, errorCode, message, []);
}

/** Asks for the approval of a record: of the approver named, else of the record's owner. One at a time. */
function submit(sim: Sim, contextId: string, approver: string | undefined): Result {
  const object = sobjects.find(({ keyPrefix }) => contextId.startsWith(keyPrefix));
  if (!object || !approvable.includes(object.name))
    throw refused('NO_APPLICABLE_PROCESS', 'No applicable approval process was found.');
  const target = liveRow(sim, object, contextId);
  const entityId = String(target.Id);
  const pending = sim.db
    .prepare(
      `select 1 from "sf_ProcessInstance" where "TargetObjectId" = ? and "Status" = 'Pending' and "IsDeleted" = 0`,
    )
    .get(entityId);
  if (pending) throw refused('ALREADY_IN_PROCESS', 'Cannot submit object already in process.');
  const actor = approver === undefined ? String(target.OwnerId) : parseId(approver);
  const isUser = actor !== undefined && rowById(sim, sobjectNamed('User')!, actor) !== undefined;
  if (!isUser) throw refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  const instanceId = add(sim, instances, {
    TargetObjectId: entityId,
    Status: 'Pending',
    SubmittedById: integrationUserId,
    LastActorId: integrationUserId,
  });
  const workitem = add(sim, workitems, {
    ProcessInstanceId: instanceId,
    ActorId: actor,
    OriginalActorId: actor,
  });
  return {
    actorIds: [actor],
    entityId,
    errors: null,
    instanceId,
    instanceStatus: 'Pending',
    newWorkitemIds: [workitem],
    success: true,
  };
}

/** Ends an approval by its work item. Whoever calls must be the one who was asked; the submitter may take it back. */
function decide(sim: Sim, contextId: string, status: 'Approved' | 'Rejected' | 'Removed'): Result {
  const item: Row = liveRow(sim, workitems, contextId);
  if (status !== 'Removed' && item.ActorId !== integrationUserId)
    throw refused('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const instanceId = String(item.ProcessInstanceId);
  setColumns(sim, workitems, String(item.Id), { IsDeleted: 1 });
  setColumns(sim, instances, instanceId, {
    Status: status,
    CompletedDate: new Date(sim.now()).toISOString(),
  });
  return {
    actorIds: null,
    entityId: String(rowById(sim, instances, instanceId)!.TargetObjectId),
    errors: null,
    instanceId,
    instanceStatus: status,
    newWorkitemIds: [],
    success: true,
  };
}

function act(sim: Sim, given: Readonly<Record<string, unknown>>): Result {
  const { actionType, contextId, nextApproverIds } = given;
  if (typeof contextId !== 'string') throw refused('REQUIRED_FIELD_MISSING', 'contextId is required');
  const named: unknown = Array.isArray(nextApproverIds) ? nextApproverIds[0] : undefined;
  switch (actionType) {
    case 'Submit':
      return submit(sim, contextId, typeof named === 'string' ? named : undefined);
    case 'Approve':
      return decide(sim, contextId, 'Approved');
    case 'Reject':
      return decide(sim, contextId, 'Rejected');
    case 'Removed':
      return decide(sim, contextId, 'Removed');
    default:
      throw refused(
        'INVALID_TYPE',
        `actionType: ${JSON.stringify(actionType)} is not one of Submit, Approve, Reject, Removed`,
      );
  }
}

/**
 * Answers `POST /process/approvals`: a list of requests, all of them or none. Source: REST API guide, "Process Approvals"; where a request
 * is refused the guide shows no answer, so it is one like any other of the API.
 */
export function approvals(sim: Sim, request: SimRequest): SimResponse {
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'HEAD,GET,POST');
  const { requests } = jsonBody(request);
  if (!Array.isArray(requests)) throw refused('REQUIRED_FIELD_MISSING', 'requests is required');
  const results = atomically(sim.db, () =>
    (requests as Record<string, unknown>[]).map((each) => act(sim, each)),
  );
  return {
    status: 200,
    body: JSON.stringify(results),
    note: {
      outcome: 'APPLIED',
      objectType: instances.name,
      objectId: results.map(({ instanceId }) => instanceId).join(','),
    },
  };
}
