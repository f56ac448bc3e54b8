import type { Answer, Asked } from '../../api/operations.ts';

export type Workflow = Answer<'GET /v1/workflows/{id}'>;
export type TriggerType = Answer<'GET /v1/workflows/triggers'>['triggers'][number]['type'];
export type ActionType = Answer<'GET /v1/workflows/triggers'>['actions'][number]['type'];
type Body = Asked<'POST /v1/workflows'>['body'];

/** Values of a trigger or an action as typed, by name. */
export type Values = Readonly<Record<string, string>>;
export type ActionDraft = { key: string; type: ActionType; values: Values };
export type WorkflowForm = {
  name: string;
  /** Empty: for every sequence. */
  sequenceId: string;
  trigger: TriggerType;
  triggerValues: Values;
  actions: ActionDraft[];
  active: boolean;
};

/** Most actions of a workflow. */
export const MOST_ACTIONS = 10;

/** Values that are numbers. */
const numbers = ['seconds', 'scoreFrom', 'scoreUpTo', 'amount'];

let lastKey = 0;
export const newAction = (type: ActionType): ActionDraft => ({
  key: `action-${String((lastKey += 1))}`,
  type,
  values: type === 'pause-sequence' ? { amount: '3', unit: 'days' } : {},
});

export const newWorkflow = (sequenceId: string): WorkflowForm => ({
  name: '',
  sequenceId,
  trigger: 'lead-replied',
  triggerValues: {},
  actions: [],
  active: true,
});

function typed({ type: _, ...values }: { type: string }): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

export const formOf = (workflow: Workflow): WorkflowForm => ({
  name: workflow.name,
  sequenceId: workflow.sequenceId ?? '',
  trigger: workflow.trigger.type,
  triggerValues: typed(workflow.trigger),
  actions: workflow.actions.map((action) => ({ ...newAction(action.type), values: typed(action) })),
  active: workflow.active,
});

/** Only the values that are filled in; what is no number is sent as it was typed, which the API refuses at its place. */
function valuesJson(values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => {
      if (text.trim() === '') return [];
      const value = numbers.includes(name) && Number.isFinite(Number(text)) ? Number(text) : text;
      return [[name, value]];
    }),
  );
}

/** What is sent to be saved. */
export const bodyOf = (form: WorkflowForm): Body =>
  ({
    name: form.name,
    ...(form.sequenceId !== '' && { sequenceId: form.sequenceId }),
    trigger: { type: form.trigger, ...valuesJson(form.triggerValues) },
    actions: form.actions.map(({ type, values }) => ({ type, ...valuesJson(values) })),
    active: form.active,
  }) as Body;
