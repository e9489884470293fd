import type { Sim } from '../kit/types.ts';
import { idOf } from './render.ts';
import { insertRow, instant, rowsOf } from './tables.ts';
import type { Row } from './tables.ts';

interface PolicyMetric {
  readonly priority: string;
  readonly metric: string;
  readonly target: number;
  readonly business_hours: boolean;
}

const targets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  enterprise: { urgent: 30, high: 60, normal: 240, low: 480 },
  premium: { urgent: 60, high: 240, normal: 480, low: 1440 },
  standard: { urgent: 240, high: 480, normal: 1440, low: 2880 },
};

/** One policy a support tier; the policy is chosen by the tag that an organization hands down to its tickets. */
export function seedPolicies(sim: Sim): void {
  const at = instant(sim.now());
  let position = 0;
  for (const [tier, minutes] of Object.entries(targets)) {
    position += 1;
    const metrics = Object.entries(minutes).flatMap(([priority, target]): PolicyMetric[] => [
      { priority, metric: 'first_reply_time', target, business_hours: false },
      { priority, metric: 'requester_wait_time', target: target * 8, business_hours: false },
    ]);
    insertRow(sim, 'sla_policy', {
      id: 25_000 + position,
      title: `${tier[0]!.toUpperCase()}${tier.slice(1)} support`,
      description: `What customers of the ${tier} tier were promised`,
      position,
      filter: JSON.stringify({
        all: [{ field: 'current_tags', operator: 'includes', value: tier }],
        any: [],
      }),
      policy_metrics: JSON.stringify(metrics),
      created_at: at,
      updated_at: at,
    });
  }
}

/** A policy as `/slas/policies` shows it. */
export function policyOf(sim: Sim, row: Row): object {
  return {
    url: `${sim.url}/api/v2/slas/policies/${String(row.id)}.json`,
    id: idOf(row.id),
    title: row.title,
    description: row.description,
    position: Number(row.position),
    filter: JSON.parse(String(row.filter)),
    policy_metrics: JSON.parse(String(row.policy_metrics)),
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

interface Condition {
  readonly field: string;
  readonly value: string;
}

const stages: Readonly<Record<string, string>> = {
  solved: 'achieved',
  closed: 'achieved',
  pending: 'paused',
};

/** The live SLA of a ticket, by the first policy whose tag it bears; empty when none applies or it has no priority. */
export function slaOf(sim: Sim, ticket: Row): { policy_metrics: object[] } {
  const tags = JSON.parse(String(ticket.tags)) as string[];
  const policy = rowsOf(sim, 'select * from sla_policy order by position').find((row) =>
    (JSON.parse(String(row.filter)) as { all: Condition[] }).all.every((each) => tags.includes(each.value)),
  );
  if (!policy || ticket.priority === null) return { policy_metrics: [] };
  const metrics = JSON.parse(String(policy.policy_metrics)) as PolicyMetric[];
  const stage = stages[String(ticket.status)] ?? 'active';
  return {
    policy_metrics: metrics
      .filter((each) => each.priority === ticket.priority)
      .map(({ metric, target }) => {
        const breachAt = Date.parse(String(ticket.created_at)) + target * 60_000;
        return {
          metric,
          stage,
          breach_at: instant(breachAt),
          ...(stage === 'active' && { minutes: Math.round((breachAt - sim.now()) / 60_000) }),
        };
      }),
  };
}
