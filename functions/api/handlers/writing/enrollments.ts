import { enrolledResults } from '#shared/contracts/api/enrollment.ts';
import type { enrollmentOperations } from '#shared/contracts/api/enrollments.ts';
import { jsonText } from '#shared/contracts/provider/json-text.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import type { Reason } from '#shared/domain/settings/reason.ts';
import type { Outcome } from '#shared/use-cases/core/execute.ts';
import { moveEnrollment } from '#shared/use-cases/enrollments/move-enrollment.ts';
import {
  goToStep,
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
  pinEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { changeEnrollments } from '#shared/use-cases/enrollments/change-enrollments.ts';
import { checkEnrollment } from '#shared/use-cases/forecasts/check-enrollment.ts';
import { enrollOnce } from '#shared/use-cases/enrollments/enroll-once.ts';
import { readEnrollment } from '#shared/use-cases/enrollments/read-enrollments.ts';
import { aheadViews, warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import { readLead } from '#shared/use-cases/leads/list-leads.ts';
import type { Handler, Request } from '../../route.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import type { WritingHandlers, WritingPorts } from '../../writing-ports.ts';

const keptResults = jsonText.pipe(enrolledResults);

type Operations = typeof enrollmentOperations;

type Changing = { enrollment: { organisation: string; id: EnrollmentId; now: Instant }; because: Reason };

/** How long a pause lasts, as the engine reads it. */
function lengthOf({ until, days, minutes }: Request<Operations['pauseEnrollment']>['body']) {
  if (minutes !== undefined) return { until, lasts: { amount: minutes, unit: 'minutes' as const } };
  return { until, lasts: days === undefined ? undefined : { amount: days, unit: 'days' as const } };
}

/** An operation that changes one enrollment which the caller can access. */
function changing<
  O extends {
    params: Operations['stopEnrollment']['params'];
    returns: Operations['stopEnrollment']['returns'];
  },
>(
  change: (ports: WritingPorts, request: Request<O>, of: Changing) => Promise<Outcome>,
): Handler<O, WritingPorts> {
  const handler: Handler<Operations['stopEnrollment'], WritingPorts> = async (ports, request) => {
    const { caller, now } = request;
    const { id } = request.params;
    const found = await readEnrollment(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const because = { kind: 'person', userId: caller.userId } as const;
    const enrollment = { organisation: caller.organisation, id, now };
    const outcome = await change(ports, request as unknown as Request<O>, { enrollment, because });
    switch (outcome.kind) {
      case 'changed':
      case 'unchanged':
        return { kind: 'ok', body: outcome.enrollment };
      case 'refused':
        return outcome.refusal;
      case 'not-found':
        return outcome;
    }
  };
  return handler as unknown as Handler<O, WritingPorts>;
}

export const enrollmentHandlers: WritingHandlers<Operations> = {
  enrollLeads: async (ports, { caller, body, headers, now }) => {
    const leadIds = body.leadIds ?? [body.leadId ?? ''];
    const { sequenceId, userId = caller.userId } = body;
    const key = headers['idempotency-key'];
    const outcome = await enrollOnce(ports, { caller, leadIds, sequenceId, userId, key, now });
    if (isRefusal(outcome)) return outcome;
    const results = outcome.kind === 'kept' ? keptResults.parse(outcome.body) : outcome.results;
    return { kind: 'ok', body: { sequenceId, results } };
  },

  checkEnrollment: async (ports, { caller, body, now }) => {
    const leadIds = body.leadIds ?? [body.leadId ?? ''];
    const { sequenceId, userId = caller.userId } = body;
    const outcome = await checkEnrollment(ports, { caller, leadIds, sequenceId, userId, now });
    if (outcome.kind !== 'checked') return outcome;
    const results = outcome.results.map((result) => {
      if (result.outcome !== 'can-enroll') return result;
      const { ahead, warnings, ...rest } = result;
      return { ...rest, warnings: [...warnings.map(warningView), ...aheadViews(ahead)] };
    });
    return { kind: 'ok', body: { sequenceId, results } };
  },

  pauseEnrollment: changing(
    (ports, { body }: Request<Operations['pauseEnrollment']>, { enrollment, because }) => {
      return pauseEnrollment(ports, { ...enrollment, ...lengthOf(body), because });
    },
  ),

  resumeEnrollment: changing((ports, _request, { enrollment, because }) =>
    resumeEnrollment(ports, { ...enrollment, because }),
  ),

  stopEnrollment: changing((ports, _request, { enrollment, because }) =>
    stopEnrollment(ports, { ...enrollment, because }),
  ),

  changeEnrollments: async (ports, { caller, body: { ids, action: kind, ...length }, now }) => {
    const action = kind === 'pause' ? { kind, ...lengthOf(length) } : { kind };
    return { kind: 'ok', body: { results: await changeEnrollments(ports, { caller, ids, action, now }) } };
  },

  pinEnrollment: changing((ports, { body, caller }: Request<Operations['pinEnrollment']>, { enrollment }) =>
    pinEnrollment(ports, { ...enrollment, ...body, by: caller.userId }),
  ),

  goToStep: changing((ports, { body }: Request<Operations['goToStep']>, { enrollment, because }) =>
    goToStep(ports, { ...enrollment, ...body, because }),
  ),

  moveEnrollment: async (ports, { caller, params: { id }, body: { sequenceId }, now }) => {
    const found = await readEnrollment(ports, { caller, id });
    if (found.kind !== 'read') return found;
    // Moving enrolls: it takes access to the lead too, which may be another user's by now.
    const lead = await readLead(ports, { caller, id: found.item.leadId });
    if (lead.kind !== 'read') return lead;
    const { organisation, userId } = caller;
    const because = { kind: 'person', userId } as const;
    const outcome = await moveEnrollment(ports, { organisation, id, sequenceId, by: userId, because, now });
    if (outcome.kind !== 'moved') return outcome;
    if (outcome.to.outcome === 'refused') return { kind: 'conflict', detail: outcome.to.why };
    const moved = await readEnrollment(ports, { caller, id: outcome.to.enrollmentId });
    return moved.kind === 'read' ? { kind: 'ok', body: moved.item } : moved;
  },

  resolveUnknown: changing((ports, { body, caller }: Request<Operations['resolveUnknown']>, { enrollment }) =>
    resolveUnknown(ports, { ...enrollment, ...body, by: caller.userId }),
  ),
};
