import { useMe } from '../../client/rights.ts';
import { RecordCaseDocument } from '../../generated/graphql.ts';
import { useFacts } from '../../parts/sourced.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/records.ts';
import { words as common } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { Known } from './known.tsx';
import { ownerFact } from './owner.tsx';
import { type Part, useKind } from './part.ts';

const say = words.case;

/** A case: what was asked, how urgent it is, and under which entitlement it is served. */
export function CasePart({ id, record, beat }: Part) {
  const { can } = useMe();
  const fact = useFacts(record);
  const subject = can('SupportCase.subject');
  const { data, loading, troubles, again } = useKind(RecordCaseDocument, { id, subject }, beat);
  const it = data?.supportCase;
  if (loading) return <Waiting />;
  if (!it) return <Troubles troubles={troubles} whole again={again} />;
  const { entitlement } = it;
  return (
    <Known
      troubles={troubles}
      again={again}
      facts={[
        fact(words.number, 'number', it.number),
        subject && fact(say.subject, 'subject', it.subject),
        fact(words.status, 'status', it.status, it.status && <Status value={it.status} />),
        it.sourceStatus.length > 0 && {
          name: words.sourceStatus,
          value: it.sourceStatus.map(({ system, raw }) => `${term(system)}: ${raw}`).join(', '),
        },
        fact(say.priority, 'priority', it.priority, it.priority && <Status value={it.priority} />),
        fact(say.escalated, 'escalated', it.escalated, it.escalated ? words.yes : words.no),
        ownerFact(it.customer),
        { name: say.contact, value: it.contact?.name ?? common.common.none },
        {
          name: say.entitlement,
          value: entitlement ? (
            <>
              {[entitlement.feature, entitlement.tier].map((each) => (each ? term(each) : '')).join(' ')}{' '}
              {entitlement.status && <Status value={entitlement.status} />}
            </>
          ) : (
            common.common.none
          ),
        },
      ]}
    />
  );
}
