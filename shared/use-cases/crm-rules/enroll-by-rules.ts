import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Admission, CrmRule, RuleLook } from '../../domain/crm/crm-rule.ts';
import { admit, isLetGo } from '../../domain/crm/decide-rule.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { textOf } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { EnrollmentRefusedError, enrollLeads, roundOf } from '../enrollments/enroll-leads.ts';
import { keptOut } from './ask-filter.ts';
import { noteEnd, noteWaiting, type LookEnd } from './note-look.ts';

/** What enrolling by rules reaches outside through. */
export type RulePorts = EnginePorts & { store: Pick<Store, 'crmRules' | 'ruleLooks'> };

/**
 * Enrolls the lead that was made of a record by each rule that takes it (A13), in the name of the lead’s owner; notes the
 * enrollment, or why there is none. Where a rule would enroll more than it may without being asked, the look waits.
 *
 * @param looks as `lookByRules` gave them
 * @param lead as it is stored
 */
export async function enrollByRules(
  ports: RulePorts,
  request: { organisation: string; looks: readonly RuleLook[]; lead: Lead; now: Instant },
): Promise<void> {
  const { organisation, lead, now } = request;
  for (const { id, ruleId } of request.looks)
    await enrollLook(ports, { organisation, id, ruleId, leadId: lead.id, now });
}

/** A look that may be enrolled. */
type Of = { organisation: string; id: string; ruleId: string; leadId: LeadId; now: Instant };

/** Enrolls whom a look is about where its rule may, or notes that it waits. */
export async function enrollLook(ports: RulePorts, of: Of): Promise<void> {
  const { organisation, id, leadId } = of;
  const asked = await askRule(ports, of);
  switch (asked.kind) {
    case 'over':
      return;
    case 'waits': {
      const look = await noteWaiting(ports, { organisation, id }, { leadId, round: asked.round });
      if (look?.outcome === 'waits' && (await wasLetGo(ports, of, asked.round))) await enrollLook(ports, of);
      return;
    }
    case 'admitted':
      await finishAdmission(ports, { ...of, rule: asked.rule, admission: asked.admission });
  }
}

/** What a rule says of a look that matched. */
type AskedRule =
  | { kind: 'over' }
  | { kind: 'waits'; round: number | undefined }
  | { kind: 'admitted'; rule: CrmRule; admission: Admission };

/**
 * Lets a look through, once: the rule counts it and bears its name until its end is noted, so that it is neither counted
 * nor enrolled again by whoever does the same at the same time, or after a death.
 */
async function askRule(ports: RulePorts, of: Of): Promise<AskedRule> {
  const { organisation, id, ruleId, leadId, now } = of;
  const gather = () => ports.store.ruleLooks.get(organisation, id);
  const done = await change(ports.store.crmRules, { organisation, id: ruleId, gather }, (rule, look) => {
    const asked = askedOf(rule, look, leadId, now);
    return 'write' in asked ? asked : { refuse: asked };
  });
  return done.kind === 'written' ? askRule(ports, of) : done.why;
}

function askedOf(
  rule: CrmRule | undefined,
  look: RuleLook | undefined,
  leadId: LeadId,
  now: Instant,
): AskedRule | { write: CrmRule } {
  if (look?.outcome !== 'waits') return { kind: 'over' };
  if (rule === undefined) return { kind: 'waits', round: look.round };
  const decision = admit(rule, look, leadId, now);
  switch (decision.kind) {
    case 'note':
      return { write: decision.rule };
    case 'admitted':
      return { kind: 'admitted', rule, admission: decision.admission };
    case 'asks':
      // Of the earliest time of asking: a later one does not keep back whom a person let go.
      return { kind: 'waits', round: Math.min(look.round ?? Infinity, decision.round) };
    case 'rests':
      return { kind: 'waits', round: look.round };
  }
}

/** Whether a person let go on what was just noted to wait, between the two. */
async function wasLetGo(
  { store }: RulePorts,
  { organisation, ruleId }: Of,
  round: number | undefined,
): Promise<boolean> {
  if (round === undefined) return false;
  const rule = await store.crmRules.get(organisation, ruleId);
  return rule?.activation !== undefined && isLetGo(rule, { round });
}

/** Enrolls whom a rule let through, notes it, and takes it from what the rule has open. Done again it changes nothing. */
async function finishAdmission(
  ports: RulePorts,
  of: { organisation: string; rule: CrmRule; admission: Admission; now: Instant },
): Promise<void> {
  const { organisation, rule, admission, now } = of;
  const { lookId } = admission;
  const end = await enroll(ports, of);
  await noteEnd(ports, { organisation, id: lookId, now }, end);
  await settleAdmissions(ports, { organisation, id: rule.id }, [lookId]);
}

/** Takes from a rule what it had open and is done. */
export async function settleAdmissions(
  { store }: RulePorts,
  of: { organisation: string; id: string },
  lookIds: readonly string[],
): Promise<void> {
  await change(store.crmRules, of, (rule) => {
    const left = rule?.admitted?.filter(({ lookId }) => !lookIds.includes(lookId));
    return rule === undefined || left?.length === rule.admitted?.length
      ? 'unchanged'
      : { write: { ...rule, admitted: left } };
  });
}

async function enroll(
  ports: RulePorts,
  { organisation, rule, admission, now }: Parameters<typeof finishAdmission>[1],
): Promise<LookEnd> {
  const { leadId, sequenceId, lookId } = admission;
  const lead = await ports.store.leads.get(organisation, leadId);
  const out = keptOut(lead);
  if (lead === undefined || out !== undefined) return { outcome: 'refused', leadId, why: out ?? '' };
  const request = requestOf(rule, lookId);
  const because = { kind: 'crm-rule' as const, rule: rule.id };
  const { ownerId: userId } = lead;
  const by = rule.createdBy;
  try {
    const [result] = await enrollLeads(ports, {
      organisation,
      leadIds: [leadId],
      sequenceId,
      userId,
      by,
      request,
      because,
      now,
    });
    if (result === undefined || result.outcome === 'refused')
      return { outcome: 'refused', leadId, why: result?.why ?? 'It was not enrolled.' };
    const { enrollmentId } = result;
    const made = await ports.store.enrollments.get(organisation, enrollmentId);
    const end = { outcome: 'enrolled' as const, leadId, enrollmentId };
    return made?.request === request ? end : { ...end, why: 'The lead was in the sequence already.' };
  } catch (error) {
    if (!(error instanceof EnrollmentRefusedError)) throw error;
    return { outcome: 'refused', leadId, why: error.message };
  }
}

/** The enrollment that was made of an admission before its worker died; undefined: none. */
export async function madeBefore(
  { store }: RulePorts,
  { organisation, rule, admission }: Omit<Parameters<typeof finishAdmission>[1], 'now'>,
): Promise<LookEnd | undefined> {
  const { leadId, sequenceId, lookId } = admission;
  const request = requestOf(rule, lookId);
  const round = await roundOf({ store }, { organisation, sequenceId, request }, leadId);
  if (round.kind === 'free') return undefined;
  const made = await store.enrollments.get(organisation, round.id);
  return made?.request === request ? { outcome: 'enrolled', leadId, enrollmentId: made.id } : undefined;
}

/** The key of the one enrollment that a rule makes for a record (F3). */
function requestOf({ id, createdAt }: CrmRule, lookId: string): string {
  return `crm-rule ${id} ${textOf(createdAt)} ${lookId}`;
}
