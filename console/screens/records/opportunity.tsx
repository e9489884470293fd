import { useNavigate } from 'react-router';
import { useChange } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { RecordOpportunityDocument, RecordStartQuoteToCashDocument } from '../../generated/graphql.ts';
import { AskedAct, doneOf } from '../../parts/act.tsx';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { pageOf } from '../../parts/paths.ts';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { Known } from './known.tsx';
import { linkFact, ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.opportunity;
/** Ends of a run behind which the deal may be tried again. */
const ended = new Set(['COMPENSATED', 'FAILED', 'CANCELLED']);

/** Has the hub carry out a deal that was won. */
function Start({
  id,
  stage,
  runStatus,
}: {
  readonly id: string;
  readonly stage: string | null;
  readonly runStatus: string | null;
}) {
  const start = useChange(RecordStartQuoteToCashDocument);
  const navigate = useNavigate();
  const underWay = runStatus !== null && !ended.has(runStatus);
  return (
    <AskedAct
      label={say.start}
      right="Mutation.startQuoteToCash"
      disabledWhy={underWay ? say.running : stage === 'CLOSED_WON' ? null : say.notWon}
      title={say.startTitle}
      effect={say.startEffect}
      confirm={say.startConfirm}
      reason="none"
      done={say.started}
      run={async ({ key }) => {
        const outcome = await start({ input: { idempotencyKey: key, opportunityId: id } });
        const done = doneOf(outcome, (data) => data.startQuoteToCash);
        const run = outcome.data?.startQuoteToCash.run;
        if (done.errors.length === 0 && run) void navigate(pageOf.run(run.id));
        return done;
      }}
    />
  );
}

/** A deal in the making, and the run that carries it out. */
export function OpportunityPart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const amount = can('Opportunity.amount');
  const { data, loading, troubles, again } = useKind(RecordOpportunityDocument, { id, amount }, beat);
  const it = data?.opportunity;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  return (
    <Known
      troubles={troubles}
      again={again}
      beside={<Start id={id} stage={it.stage} runStatus={it.run?.status ?? null} />}
      facts={[
        fact(words.name, 'name', it.name),
        fact(say.stage, 'stage', it.stage, it.stage && <Status value={it.stage} />),
        ownerFact(it.customer),
        linkFact(say.contract, it.contract),
        amount && fact(words.amount, 'amount', it.amount, <Money value={it.amount} strong />, false),
        fact(say.closes, 'closeDate', it.closeDate),
        it.run && {
          name: say.run,
          value: (
            <>
              <To to={pageOf.run(it.run.id)}>{it.run.summary}</To> <Status value={it.run.status} />
            </>
          ),
        },
      ]}
    ></Known>
  );
}
