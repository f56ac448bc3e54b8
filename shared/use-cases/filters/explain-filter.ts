import type { LeadId } from '../../domain/kernel/ids.ts';
import { describeTrace, type TraceLine } from '../../domain/filters/describe-filter.ts';
import { evaluate, type Evaluation } from '../../domain/filters/evaluate.ts';
import type { FilterFacts } from '../../domain/filters/filter-facts.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { readLead } from '../leads/list-leads.ts';
import { readRecord } from '../records/read-record.ts';
import { factsLoader, type FactsStore } from './load-filter-facts.ts';
import { readFilterOver } from './read-filters.ts';

/** Why something matches a filter, or does not (F2): as data, and in words. */
export type Explained = { evaluation: Evaluation; lines: TraceLine[]; facts: FilterFacts };

/** Tells of a lead or a record that the caller can access why it matches a saved filter, or does not, now. */
export async function explainFilter(
  ports: { store: FactsStore & Pick<Store, 'filters'> },
  request: { caller: Caller; id: string; subject: { leadId: LeadId } | { recordId: string }; now: Instant },
): Promise<({ kind: 'explained' } & Explained) | Refusal> {
  const { caller, id, subject, now } = request;
  const ofLead = 'leadId' in subject;
  const typeId = ofLead ? OVER_LEADS : (subject.recordId.split('.', 1)[0] ?? '');
  const found = await readFilterOver(ports, {
    caller,
    id,
    isOver: (over) => over === typeId,
    what: ofLead ? 'leads' : `records of the type “${typeId}”`,
  });
  if (found.kind !== 'read') return found;
  const { organisation, filter } = found.item;
  const load = factsLoader(ports.store, organisation, filter);
  let known: { facts: FilterFacts } | undefined;
  if (ofLead) {
    const lead = await readLead(ports, { caller, id: subject.leadId });
    if (lead.kind !== 'read') return lead;
    [known] = await load.ofLeads([lead.item], now);
  } else {
    const record = await readRecord(ports, { caller, id: subject.recordId });
    if (record.kind !== 'read') return record;
    [known] = await load.ofRecords([record.item], now);
  }
  if (known === undefined) throw new Error('Facts were asked for, and there are none');
  const { facts } = known;
  const evaluation = evaluate(filter, facts);
  return { kind: 'explained', evaluation, lines: describeTrace(evaluation.trace, facts), facts };
}
