import type { capacityOperations } from '#shared/contracts/api/capacity.ts';
import { describeReason } from '#shared/domain/activity/describe-reason.ts';
import { nameOfLead } from '#shared/domain/people/lead-name.ts';
import { listPlanned, type PlannedStep } from '#shared/use-cases/capacity/list-planned.ts';
import { readCapacity, type SenderCapacity } from '#shared/use-cases/capacity/read-capacity.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

function shownSender({ user, limits, days, ...rest }: SenderCapacity) {
  const { value, source } = limits.perDay;
  return {
    ...rest,
    userId: user.id,
    name: user.name,
    active: user.active,
    zone: user.zone,
    cap: { value, setting: limits.perDaySetting, source },
    days: days.map(({ closedBy, ...day }) => ({
      ...day,
      closed: closedBy && { because: closedBy, words: describeReason(closedBy) },
    })),
  };
}

function shownStep({ enrollment, lead, sequence, step, at, due, because }: PlannedStep) {
  const { id: enrollmentId, leadId, sequenceId, state } = enrollment;
  const stepId = 'step' in state ? state.step : '';
  return {
    enrollmentId,
    leadId,
    leadName: lead === undefined ? leadId : nameOfLead(lead),
    sequenceId,
    sequenceName: sequence?.name ?? sequenceId,
    step: stepId,
    stepName: step?.name ?? stepId,
    state: at === undefined ? ('waiting' as const) : ('planned' as const),
    at,
    due,
    because,
    words: (because ?? []).map(describeReason),
  };
}

export const capacityHandlers: ReadingHandlers<typeof capacityOperations> = {
  getCapacity: async (ports, { caller, query, now }) => {
    const outcome = await readCapacity(ports, { caller, ...query, now });
    if (outcome.kind !== 'page') return outcome;
    return { kind: 'ok', body: { ...outcome.page, items: outcome.page.items.map(shownSender) } };
  },

  listPlanned: async (ports, { caller, params, query, now }) => {
    const outcome = await listPlanned(ports, { caller, ...params, ...query, now });
    if (outcome.kind !== 'page') return outcome;
    return { kind: 'ok', body: { ...outcome.page, items: outcome.page.items.map(shownStep) } };
  },
};
