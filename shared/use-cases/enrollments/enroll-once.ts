import type { LeadId, SequenceId, UserId } from '../../domain/kernel/ids.ts';
import { warningView, type WarningView } from './warning-view.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { enrollLeads, type EnrollResult } from './enroll-leads.ts';
import { keepAnswer, readAnswer } from '../idempotency/keep-answer.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { withinAnswer } from './within-answer.ts';
import { withTexts } from '../../domain/time/with-texts.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

/** What became of one lead, as the caller is told. */
export type EnrolledLead = {
  leadId: LeadId;
  outcome: EnrollResult['outcome'];
  enrollmentId?: EnrollmentId | undefined;
  why?: string | undefined;
  warnings?: WarningView[] | undefined;
  unsubscribedAt?: Instant | undefined;
};

/** `kept`: the JSON of the results, as answered before. */
export type Enrolled = { kind: 'enrolled'; results: EnrolledLead[] } | { kind: 'kept'; body: string };

/**
 * Enrolls leads that the caller can access, in the name of a user whom the caller can access (D1). The answer is kept by the
 * caller's `key` for a day, so that a request repeated is answered alike; `key-reused`: it was another request's.
 */
export async function enrollOnce(
  ports: WholePorts,
  request: {
    caller: Caller;
    leadIds: readonly LeadId[];
    sequenceId: SequenceId;
    userId: UserId;
    key?: string | undefined;
    now: Instant;
  },
): Promise<Enrolled | Refusal> {
  const { caller, leadIds, sequenceId, userId, key, now } = request;
  const { organisation } = caller;
  const id = key === undefined ? undefined : ports.ids.of(`${organisation} ${caller.userId} ${key}`);
  const fingerprint = ports.ids.hash(JSON.stringify([sequenceId, userId, leadIds]));
  const [kept, access] = await Promise.all([
    id === undefined ? undefined : readAnswer(ports, { organisation, id }, now),
    loadAccessScope(ports.store, caller),
  ]);
  if (kept) {
    return kept.fingerprint === fingerprint ? { kind: 'kept', body: kept.answer } : { kind: 'key-reused' };
  }
  if (!canAccess(access, userId)) {
    return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };
  }
  const leads = new Map(
    (await ports.store.leads.getMany(organisation, leadIds)).map((lead) => [lead.id, lead]),
  );
  const allowed = leadIds.filter((leadId) => canAccess(access, leads.get(leadId)?.ownerId ?? caller.userId));

  const enrolled = await enrollLeads(ports, {
    organisation,
    leadIds: allowed,
    sequenceId,
    userId,
    by: caller.userId,
    request: id,
    now,
  });
  const byLead = new Map(enrolled.map((result) => [result.leadId, result]));
  const results = withinAnswer(
    leadIds.map((leadId) => enrolledLeadView(leadId, byLead.get(leadId), leads.get(leadId))),
  );
  if (id !== undefined) {
    await keepAnswer(
      ports,
      { organisation, id, fingerprint, answer: JSON.stringify(results.map(withTextsInside)) },
      now,
    );
  }
  return { kind: 'enrolled', results };
}

/** As answered: moments as texts. */
function withTextsInside(result: EnrolledLead) {
  const warnings = result.warnings?.map((warning) => withTexts(warning, { since: true, until: true }));
  return { ...withTexts(result, { unsubscribedAt: true }), warnings };
}

function enrolledLeadView(
  leadId: LeadId,
  result: EnrollResult | undefined,
  lead: Lead | undefined,
): EnrolledLead {
  if (result === undefined) return { leadId, outcome: 'refused', why: 'The lead belongs to another user.' };
  const unsubscribedAt = lead?.suppression.unsubscribedAt;
  const { outcome } = result;
  if (outcome === 'refused') return { leadId, outcome, why: result.why };
  const warnings = outcome === 'enrolled' ? result.warnings.map(warningView) : undefined;
  return { leadId, outcome, enrollmentId: result.enrollmentId, warnings, unsubscribedAt };
}
