import { field, reference, required } from './field.ts';
import { integrationUserId } from './id.ts';

/** Who looks after a row. */
export const owner = reference('OwnerId', 'User', { ...required, initial: integrationUserId });

/** The field by which an integration names rows: external id, unique. */
export const hubId = field('Isthmus_Id__c', 'string', { externalId: true, unique: true, length: 64 });
