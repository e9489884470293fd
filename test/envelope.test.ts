import { type CloudEvent, HTTP } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import type { Positioned } from '../src/canonical/event.ts';
import { envelopeOf, envelopeType, eventOfEnvelope } from '../src/events/envelope.ts';
import { anEvent } from './support/events.ts';

const ofARecord: Positioned = { ...anEvent(), position: 9_007_199_254_740_991, causationId: 'msg_1' };
const ofTheHub: Positioned = {
  ...anEvent('src_sfdc'),
  type: 'source.health_changed',
  position: 1,
  source: null,
  customerId: null,
  entityVersion: null,
};

describe('the envelope of an event', () => {
  it.each([
    ['a record', ofARecord, '/sources/sfdc', 'urn:isthmus:event:customer:1'],
    ['the hub itself', ofTheHub, '/hub', 'urn:isthmus:event:source:1'],
  ])('of %s is a CloudEvent that loses nothing on its way', (_of, event, source, dataschema) => {
    const sent = JSON.stringify(envelopeOf(event));
    const received = HTTP.toEvent({ headers: { 'content-type': envelopeType }, body: sent }) as CloudEvent;
    expect(received.validate()).toBe(true);
    expect(received).toMatchObject({ id: event.id, type: event.type, source, dataschema });
    expect(received).toMatchObject({ subject: event.subjectId, time: event.occurredAt, data: event.data });
    expect(Object.keys(JSON.parse(sent) as object).filter((name) => !/^[a-z\d]{1,20}$/.test(name))).toEqual(
      [],
    );
    expect(eventOfEnvelope(JSON.parse(sent))).toEqual(event);
  });

  it('says nothing of a position that an event has not yet, and makes no event of one without its data', () => {
    const { position: _none, ...waiting } = ofARecord;
    expect(envelopeOf(waiting)).not.toHaveProperty('position');
    expect(eventOfEnvelope(envelopeOf(waiting))).toBeNull();
    expect(eventOfEnvelope({ ...envelopeOf(ofARecord), data: undefined })).toBeNull();
  });
});
