import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditableField, Refused } from '../src/canonical/finding.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, testAccess } from './support/roles.ts';
import { type Served, serve } from './support/served.ts';
import { stopRun, unmapped } from './support/stopped.ts';

const access = testAccess();
let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub, {}, { access });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

describe('a value that may be mended', () => {
  it('is shown to those who see it elsewhere: a tax id, and a price', async () => {
    const field = (path: string, current: string): EditableField => ({
      path,
      type: 'text',
      current,
      allowed: null,
      touchesMoney: true,
    });
    const suggest = (path: string, value: string) => ({
      label: path,
      patch: { [path]: value },
      confidence: 0.5,
      basis: 'It is so.',
    });
    const error = new Refused([
      unmapped('CARE', {
        editable: [field('taxId', 'DE111'), field('unitPrice.CARE', '4711.25'), field('note', 'plain')],
        suggestions: [
          suggest('taxId', 'DE222'),
          suggest('unitPrice.CARE', '4712.25'),
          suggest('note', 'known'),
        ],
      }),
    ]);
    const { exceptionId } = await stopRun(hub, {
      failure: { is: 'refused', error },
      moneyAtRisk: { amount: '20000.00', currency: 'USD' },
    });
    const patch = { taxId: 'DE333', 'unitPrice.CARE': '4713.25', note: 'done' };
    const finance = personWith('FINANCE_OPS');
    await hub.exceptions.act(
      { principal: finance, correlationId: 'cor-values' },
      {
        field: 'fixAndResume',
        idempotencyKey: 'values',
        wish: { do: 'fix', patch },
        note: null,
        exceptionIds: [exceptionId],
        rootCauseKey: null,
      },
    );
    const query = `{ node(id: "${exceptionId}") { ... on Exception { editableFields { path current } suggestions { label patch } proposedPatch
      history { action after } approval { shown } } } }`;
    const told = async (role: 'FINANCE_OPS' | 'SALES_OPS' | 'SUPPORT' | 'INTEGRATION'): Promise<string[]> => {
      const text = (
        await served.send({
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${access.token(personWith(role))}`,
          },
          body: JSON.stringify({ query }),
        })
      ).text;
      return ['DE111', 'DE222', 'DE333', '4711.25', '4712.25', '4713.25', 'plain', 'known', 'done'].filter(
        (value) => text.includes(value),
      );
    };
    expect(await told('FINANCE_OPS')).toHaveLength(9);
    expect(await told('SALES_OPS')).toEqual(['4711.25', '4712.25', '4713.25', 'plain', 'known', 'done']);
    expect(await told('SUPPORT')).toEqual(['plain', 'known', 'done']);
    expect(await told('INTEGRATION')).toEqual(['plain', 'known', 'done']);
  });
});
