import type { sequencePeopleOperations } from '#shared/contracts/api/sequence-people.ts';
import { nameOfLead } from '#shared/domain/people/lead-name.ts';
import { countPeople, listPeople, type Person } from '#shared/use-cases/sequences/count-people.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

function shownPerson({ enrollment, lead, step, ...standing }: Person) {
  const { id: enrollmentId, leadId, state } = enrollment;
  return {
    ...standing,
    enrollmentId,
    leadId,
    leadName: lead === undefined ? leadId : nameOfLead(lead),
    step: 'step' in state ? state.step : undefined,
    stepName: step?.name,
    due: 'due' in state ? state.due : undefined,
    at: 'at' in state ? state.at : undefined,
  };
}

export const sequencePeopleHandlers: ReadingHandlers<typeof sequencePeopleOperations> = {
  countPeople: async (ports, { caller, params: { id } }) => {
    const outcome = await countPeople(ports, { caller, id });
    if (outcome.kind !== 'counted') return outcome;
    const { summary, ...people } = outcome.people;
    const { active, finished } = summary;
    return { kind: 'ok', body: { sequenceId: id, active, finished, ...people } };
  },

  listPeople: async (ports, { caller, params, query: { state: status, ...query } }) => {
    const outcome = await listPeople(ports, { caller, ...params, ...query, status });
    if (outcome.kind !== 'page') return outcome;
    return { kind: 'ok', body: { ...outcome.page, items: outcome.page.items.map(shownPerson) } };
  },
};
