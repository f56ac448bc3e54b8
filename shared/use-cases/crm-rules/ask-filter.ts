import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { describeTrace } from '../../domain/filters/describe-filter.ts';
import { evaluate, type Evaluation } from '../../domain/filters/evaluate.ts';
import type { Filter } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Account, Lead } from '../../domain/people/people.ts';
import { factsLoader, type FactsStore } from '../filters/load-filter-facts.ts';

/** A record of the CRM with the lead that the mapping would make of it; undefined: none. */
export type Candidate = {
  record: CrmRecord;
  candidate: Lead | undefined;
  /** The account that would be made with it, where there is none yet. */
  account?: Account | undefined;
};

/** What the conditions of a rule say of a candidate, each in words with what was seen. */
export type Asked = { evaluation: Evaluation | undefined; words: string[] };

/** Kept of each look: enough to see why, whatever somebody wrote into a field. */
const mostLines = 30;
const longestLine = 300;
const longestName = 100;

const nobody: Asked = { evaluation: undefined, words: ['The mapping makes no lead of it.'] };

/** Asks a filter about the lead that the mapping would make, stored or not (A13). */
export async function askFilter(
  ports: { store: FactsStore },
  request: Omit<Candidate, 'record'> & { organisation: string; filter: Filter; now: Instant },
): Promise<Asked> {
  const { organisation, filter, candidate, account, now } = request;
  if (candidate === undefined) return nobody;
  const [known] = await factsLoader(ports.store, organisation, filter).ofLeads([candidate], now);
  if (known === undefined) throw new Error('Facts were asked for, and there are none');
  const facts = { ...known.facts, account: known.facts.account ?? account };
  const evaluation = evaluate(filter, facts);
  const words = describeTrace(evaluation.trace, facts)
    .slice(0, mostLines)
    .map((line) => shortened(`${'  '.repeat(line.depth)}${line.words}`, longestLine));
  return { evaluation, words };
}

/** What a record is called for people: the name of its person, else the address, else its id. */
export function nameOf({ record, candidate }: Candidate): string {
  const name = [candidate?.firstName, candidate?.lastName].filter((part) => part !== undefined).join(' ');
  return shortened(nonEmpty(name) ?? candidate?.email ?? candidate?.phone ?? record.id, longestName);
}

/** Why somebody is not enrolled by a rule whatever the sequence (A13); undefined: nothing says so. */
export function keptOut(lead: Pick<Lead, 'status'> | undefined): string | undefined {
  if (lead === undefined) return 'Its lead is gone.';
  return lead.status === 'disqualified' ? 'The lead is disqualified.' : undefined;
}

function nonEmpty(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
