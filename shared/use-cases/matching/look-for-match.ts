import { decideMatch, type NextMatch } from '../../domain/automations/decide-match.ts';
import { isActive, type Automation } from '../../domain/automations/automation.ts';
import { matchId, type Match, type Subject } from '../../domain/automations/match.ts';
import { evaluate } from '../../domain/filters/evaluate.ts';
import type { FilterFacts } from '../../domain/filters/filter-facts.ts';
import type { Filter } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { factsLoader } from '../filters/load-filter-facts.ts';
import { finishMatch } from './finish-match.ts';
import { movePlannedLook } from './planned-look.ts';
import type { MatchPorts } from './match-ports.ts';

/** A subject that an automation may be about. */
export type Look = { organisation: string; automationId: string; subject: Subject; now: Instant };

/** A lead, or a record with its lead where it has one, as they are stored. Nothing of what is there no more. */
export type Found = { lead?: Lead | undefined; record?: StoredRecord | undefined };

/**
 * Looks whether an automation matches a subject now, and does what follows: enrols it, stops what it was enrolled in, or
 * has it looked at again at the instant at which time alone changes the answer (E1, E3). What is to be done is written
 * before it is done, so that looking again finishes what was cut off, and does nothing twice (F3, F4).
 */
export async function lookForMatch(ports: MatchPorts, look: Look): Promise<void> {
  const { organisation, automationId, subject, now } = look;
  const id = matchId(automationId, subject);
  const { item, facts } = await change(
    ports.store.matches,
    {
      organisation,
      id,
      gather: () => gather(ports.store, look),
      before: (next, before) => movePlannedLook(ports, before, next),
    },
    (match, { automation, known }) => {
      const next = automation && nextMatch(automation, { subject, match, known, now });
      return next === undefined ? 'unchanged' : { write: next };
    },
  );
  const { automation, found } = facts;
  if (item?.pending === undefined || automation === undefined) return;
  if (item.pending === 'enroll' && !isActive(automation)) return;
  await finishMatch(ports, { automation, match: item, ...found, now });
}

async function gather(
  store: Store,
  { organisation, automationId, subject, now }: Look,
): Promise<{ automation: Automation | undefined; found: Found; known: FilterFacts | undefined }> {
  const [automation, found] = await Promise.all([
    store.automations.get(organisation, automationId),
    find(store, organisation, subject),
  ]);
  const filter = automation?.active?.filter;
  const known = filter && (await factsOf(store, { organisation, filter, found, now }));
  return { automation, found, known };
}

async function find(store: Store, organisation: string, subject: Subject): Promise<Found> {
  if (subject.kind === 'lead') return { lead: await store.leads.get(organisation, subject.id) };
  const record = await store.records.get(organisation, subject.id);
  if (!isThere(record)) return {};
  const { leadId } = record;
  return { record, lead: leadId === undefined ? undefined : await store.leads.get(organisation, leadId) };
}

async function factsOf(
  store: Store,
  of: { organisation: string; filter: Filter; found: Found; now: Instant },
): Promise<FilterFacts | undefined> {
  const { organisation, filter, found, now } = of;
  const { lead, record } = found;
  const load = factsLoader(store, organisation, filter);
  if (record !== undefined) return (await load.ofRecords([record], now))[0]?.facts;
  return lead && (await load.ofLeads([lead], now))[0]?.facts;
}

/** What a subject becomes for an automation; undefined: nothing is to be noted. `known` undefined: it is there no more. */
export function nextMatch(
  automation: Automation,
  of: { subject: Subject; match: Match | undefined; known: FilterFacts | undefined; now: Instant },
): NextMatch | undefined {
  if (!isActive(automation)) return undefined;
  const { subject, match, known, now } = of;
  const { record, lead } = known ?? {};
  const createdAt = record?.createdAt ?? lead?.createdAt;
  if (known === undefined || createdAt === undefined) {
    const evaluation = { matches: false, changesAt: undefined };
    return match && decideMatch({ now, automation, subject, createdAt: now, match, evaluation });
  }
  const evaluation = evaluate(automation.active.filter, known);
  return decideMatch({ now, automation, subject, createdAt, match, evaluation });
}
