import type { CrmKind } from '../../domain/connections/connectors.ts';
import { isActiveRule, type CrmRule } from '../../domain/crm/crm-rule.ts';
import { isLetGo } from '../../domain/crm/decide-rule.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import { walk } from '../../ports/walk.ts';
import { listAll } from '../list-all.ts';
import { clearDeletedRule } from './clear-deleted-rule.ts';
import { enrollLook, madeBefore, settleAdmissions, type RulePorts } from './enroll-by-rules.ts';
import { noteEnd } from './note-look.ts';
import { trimLooks } from './trim-looks.ts';

/**
 * Goes on with what rules of a CRM have open: ends what a worker left when it died, enrolls those that wait and may go on,
 * `most` of them at once, and removes what nobody needs any more. Called by each run of the work on a CRM.
 */
export async function enrollWaiting(
  ports: RulePorts,
  request: { organisation: string; kind: CrmKind; now: Instant; most: number },
): Promise<{ done: number; more: boolean }> {
  const { organisation, kind, now, most } = request;
  const rules = (await listAll(ports.store.crmRules, organisation)).filter((rule) => rule.kind === kind);
  let left = most;
  for (const rule of rules) {
    if (rule.deletedAt !== undefined) await clearDeletedRule(ports, rule);
    else await finishAdmissions(ports, rule, now);
    if (!isActiveRule(rule)) continue;
    left -= await enrollWaitingOf(ports, rule, now, left);
    await trimLooks(ports, rule);
  }
  return { done: most - left, more: left <= 0 };
}

/**
 * Ends what was let through and not noted: its worker died, or is at it, which does no harm. One that waits no longer, as
 * when its record was deleted, is enrolled no more; where it was before, that is noted.
 */
async function finishAdmissions(ports: RulePorts, rule: CrmRule, now: Instant): Promise<void> {
  const { organisation, id: ruleId, admitted = [] } = rule;
  if (admitted.length === 0) return;
  const looks = await ports.store.ruleLooks.getMany(
    organisation,
    admitted.map(({ lookId }) => lookId),
  );
  const outcomes = new Map(looks.map(({ id, outcome }) => [id, outcome]));
  const over: string[] = [];
  for (const admission of admitted) {
    const { lookId: id, leadId } = admission;
    const outcome = outcomes.get(id);
    if (outcome === 'waits') {
      await enrollLook(ports, { organisation, id, ruleId, leadId, now });
      continue;
    }
    const made =
      outcome === 'refused' ? await madeBefore(ports, { organisation, rule, admission }) : undefined;
    if (made !== undefined) await noteEnd(ports, { organisation, id, now }, made);
    over.push(id);
  }
  await settleAdmissions(ports, { organisation, id: ruleId }, over);
}

/** Enrolls those of a rule that wait and may go on, so many; says how many it tried. */
async function enrollWaitingOf(ports: RulePorts, rule: CrmRule, now: Instant, most: number): Promise<number> {
  const { organisation, id } = rule;
  if (most <= 0 || (rule.asking !== undefined && rule.lettingGo === undefined)) return 0;
  const query = { index: 'waiting', of: id } as const;
  let tried = 0;
  for await (const look of walk((page) => ports.store.ruleLooks.list(organisation, { ...page, query }))) {
    const { leadId } = look;
    // Nothing was made of it yet: it comes again with its record.
    if (leadId === undefined || look.at < rule.createdAt) continue;
    if (rule.asking !== undefined && !isLetGo(rule, look)) continue;
    if (tried === most) return tried;
    tried += 1;
    await enrollLook(ports, { organisation, id: look.id, ruleId: id, leadId, now });
  }
  await noteAllWentOn(ports, rule);
  return tried;
}

/** Notes that nobody waits any more of those whom a person let go, unless a person has let go others since. */
async function noteAllWentOn({ store }: RulePorts, { organisation, id, letGo }: CrmRule): Promise<void> {
  await change(store.crmRules, { organisation, id }, (rule) =>
    rule?.lettingGo === undefined || rule.letGo !== letGo
      ? 'unchanged'
      : { write: { ...rule, lettingGo: undefined } },
  );
}
