import type { ActiveAutomation } from '../../domain/automations/automation.ts';
import type { MatchMessage, Subject } from '../../domain/automations/match.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { walk } from '../../ports/walk.ts';
import type { Store } from '../../ports/store.ts';
import { lookForMatch } from './look-for-match.ts';
import type { MatchPorts } from './match-ports.ts';
import { runningAutomations } from './running-automations.ts';

const AT_ONCE = 10;

/**
 * Looks at a subject for one automation, or for all that run: a lead for those over leads, and for those over records of a
 * type all records of the lead, since their filters may ask about the lead too.
 */
export async function lookAtSubject(ports: MatchPorts, message: MatchMessage, now: Instant): Promise<void> {
  const { organisation, subject, automationId } = message;
  if (automationId !== undefined) {
    await lookForMatch(ports, { organisation, automationId, subject, now });
    return;
  }
  const running = await runningAutomations(ports.store, organisation);
  for await (const { automation, of } of subjectsOf(ports.store, running, message)) {
    await inChunks(automation, AT_ONCE, ({ id }) =>
      lookForMatch(ports, { organisation, automationId: id, subject: of, now }),
    );
  }
}

async function* subjectsOf(
  store: Store,
  running: readonly ActiveAutomation[],
  { organisation, subject }: MatchMessage,
): AsyncGenerator<{ automation: ActiveAutomation[]; of: Subject }> {
  const over = (what: string) => running.filter(({ active }) => active.over === what);
  if (subject.kind === 'record') {
    const record = await store.records.get(organisation, subject.id);
    if (record !== undefined) yield { automation: over(record.typeId), of: subject };
    return;
  }
  yield { automation: over(OVER_LEADS), of: subject };
  if (running.every(({ active }) => active.over === OVER_LEADS)) return;
  const query = { index: 'byLead', of: subject.id } as const;
  for await (const { id, typeId } of walk((page) => store.records.list(organisation, { ...page, query })))
    yield { automation: over(typeId), of: { kind: 'record', id } };
}
