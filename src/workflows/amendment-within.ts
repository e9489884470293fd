import type { Sight } from '../store/sight.ts';
import { type Amendments, unknownPreview } from './amendment.ts';
import { Problem } from '../canonical/problem.ts';
import { unknownRun } from './run.ts';

/** The amendments that callers with a scope see and may ask for: those of subscriptions whose customer they see. */
export function amendmentsWithin(amendments: Amendments, sight: Sight): Amendments {
  async function seen<T extends { readonly customerId: string; readonly subscriptionId: string }>(
    found: readonly (T | null)[],
  ): Promise<(T | null)[]> {
    const visible = await sight.among(
      found.flatMap((each) => (each ? [each.customerId, each.subscriptionId] : [])),
    );
    return found.map((each) =>
      each && visible.has(each.customerId) && visible.has(each.subscriptionId) ? each : null,
    );
  }
  const previewsByIds: Amendments['previewsByIds'] = async (ids) => seen(await amendments.previewsByIds(ids));
  return {
    byIds: async (ids) => seen(await amendments.byIds(ids)),
    previewsByIds,
    async list(subscriptionIds, page) {
      const visible = await sight.among(subscriptionIds);
      return amendments.list(
        subscriptionIds.filter((id) => visible.has(id)),
        page,
      );
    },
    async preview(acting, request) {
      const visible = await sight.among([request.subscriptionId]);
      if (!visible.has(request.subscriptionId))
        throw new Problem('NOT_FOUND', 'There is no such subscription.', { path: 'subscriptionId' });
      return amendments.preview(acting, request);
    },
    async commit(acting, idempotencyKey, input) {
      const [preview] = await previewsByIds([input.previewId]);
      if (!preview) throw unknownPreview();
      return amendments.commit(acting, idempotencyKey, input);
    },
    async cancel(acting, idempotencyKey, input) {
      const amendment = await amendments.ofRun(input.runId);
      const [visible] = await seen([amendment]);
      if (!visible) throw unknownRun();
      return amendments.cancel(acting, idempotencyKey, input);
    },
    ofRun: async (runId) => (await seen([await amendments.ofRun(runId)]))[0]!,
    close: amendments.close,
  };
}
