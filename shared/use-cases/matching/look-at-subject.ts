import type { ActiveAutomation } from '../../domain/automations/automation.ts';
import type { MatchMessage, OfAccount, Subject } from '../../domain/automations/match.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import { recordTypesAsked } from '../../domain/filters/records-asked.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Page } from '../../ports/documents.ts';
import { walk } from '../../ports/walk.ts';
import type { Store } from '../../ports/store.ts';
import { askToLook } from './ask-to-look.ts';
import { lookForMatch } from './look-for-match.ts';
import type { MatchPorts } from './match-ports.ts';
import { changedParts, readsSome, type Running } from './running-automations.ts';

const AT_ONCE = 10;
/** Leads or records of an account that one message has looked at. */
const SLICE = 100;

/** A request about one lead or record. */
type OfSubject = Omit<MatchMessage, 'subject'> & { subject: Subject };

/**
 * Looks at subjects for one automation, or for all that run: a lead for those over leads, and for those over records of a
 * type all records of the lead, since their filters may ask about the lead too. Of a record its lead and the other records
 * of that too, for those that ask whether such a record was made. Of an account a slice of its leads or
 * records is asked for, each by itself, and then the next slice, so that no call grows with the account.
 */
export async function lookAtSubject(
  ports: MatchPorts & { running: Running },
  message: MatchMessage,
  now: Instant,
): Promise<void> {
  const { organisation, subject, automationId, reads } = message;
  switch (subject.kind) {
    case 'account':
      await askForSlice(ports, organisation, subject);
      return;
    case 'several':
      await inChunks(subject.subjects, AT_ONCE, (one) =>
        lookAtSubject(ports, { ...message, subject: one }, now),
      );
      return;
    case 'lead':
    case 'record':
  }
  if (automationId !== undefined) {
    await lookForMatch(ports, { organisation, automationId, subject, now });
    return;
  }
  const running = (await ports.running(organisation)).filter(
    (automation) => reads === undefined || readsSome(automation, changedParts[reads]),
  );
  for await (const { automation, of } of subjectsOf(ports.store, running, { organisation, subject })) {
    await inChunks(automation, AT_ONCE, ({ id }) =>
      lookForMatch(ports, { organisation, automationId: id, subject: of, now }),
    );
  }
}

/** Asks for the next leads or records of an account to be looked at, and for the slice after them. */
async function askForSlice(
  { store, queue }: MatchPorts,
  organisation: string,
  subject: OfAccount,
): Promise<void> {
  const { id: of, list, cursor } = subject;
  const query = { index: 'byAccount', of } as const;
  const request = { limit: SLICE, cursor, query };
  const { items, cursor: next }: Page<{ id: string }> =
    list === 'leads'
      ? await store.leads.list(organisation, request)
      : await store.records.list(organisation, request);
  const kind = list === 'leads' ? ('lead' as const) : ('record' as const);
  await askToLook(queue, { organisation, subjects: items.map(({ id }) => ({ kind, id })), reads: 'account' });
  if (next !== undefined) await queue.lookForMatches({ organisation, subject: { ...subject, cursor: next } });
}

async function* subjectsOf(
  store: Store,
  running: readonly ActiveAutomation[],
  { organisation, subject }: OfSubject,
): AsyncGenerator<{ automation: ActiveAutomation[]; of: Subject }> {
  const over = (what: string) => running.filter(({ active }) => active.over === what);
  if (subject.kind === 'record') {
    const record = await store.records.get(organisation, subject.id);
    if (record === undefined) return;
    yield { automation: over(record.typeId), of: subject };
    const { leadId, typeId } = record;
    const asking = running.filter(({ active }) => recordTypesAsked(active.filter).includes(typeId));
    if (leadId !== undefined && asking.length > 0)
      yield* subjectsOf(store, asking, { organisation, subject: { kind: 'lead', id: leadId } });
    return;
  }
  yield { automation: over(OVER_LEADS), of: subject };
  if (running.every(({ active }) => active.over === OVER_LEADS)) return;
  const query = { index: 'byLead', of: subject.id } as const;
  for await (const { id, typeId } of walk((page) => store.records.list(organisation, { ...page, query })))
    yield { automation: over(typeId), of: { kind: 'record', id } };
}
