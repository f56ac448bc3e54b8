import type { workflowOperations } from '#shared/contracts/api/workflows.ts';
import {
  createWorkflow,
  deleteWorkflow,
  putWorkflow,
  switchWorkflow,
} from '#shared/use-cases/workflows/save-workflow.ts';
import { itemAnswer } from '../../route.ts';
import { shown } from '../../show-workflow.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const workflowHandlers: WritingHandlers<typeof workflowOperations> = {
  createWorkflow: async (ports, { caller, body, now }) => {
    const outcome = await createWorkflow(ports, { caller, input: body, now });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item), true) : outcome;
  },

  putWorkflow: async (ports, { caller, params: { id }, body, expected }) => {
    const outcome = await putWorkflow(ports, { caller, id, input: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  activateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: true });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  deactivateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: false });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  deleteWorkflow: async (ports, { caller, params: { id }, expected }) => {
    const outcome = await deleteWorkflow(ports, { caller, id, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};
