import type { Answer, Asked } from '../../api/operations.ts';
import type { ClientLanguage } from '../editor/client-languages.ts';
import { idOfPart } from '../editor/id-of-name.ts';

export type Automation = Answer<'GET /v1/automations/{id}'>;
type Step = Automation['steps'][number];
export type Action = Step['action'];
export type Days = Step['on'];
type Body = Asked<'PUT /v1/automations/{id}'>['body'];

/** A step as it is edited: what its action does not take is kept while another one is tried. */
export type StepDraft = {
  key: string;
  id: string;
  name: string;
  action: Action;
  delayDays: string;
  on: Days;
  /** The hour from which it may run; empty: any. */
  from: string;
  templateId: string;
  /** Who sends it or has the task; empty: the owner. */
  userId: string;
  /** Who gets a mail to users. */
  to: 'owner' | 'user' | 'managers';
  toUserId: string;
  quietHours: 'drop' | 'defer';
};
export type AutomationForm = {
  name: string;
  filterId: string;
  steps: StepDraft[];
  repeats: 'once' | 'again';
  minDays: string;
  whenItEnds: 'stop' | 'go-on';
  /** The language of the link to unsubscribe; empty: no link. */
  unsubscribeLink: ClientLanguage | '';
};

/** Most steps of an automation. */
export const MOST_STEPS = 20;

let lastKey = 0;

export const newStep = (steps: readonly StepDraft[], action: Action): StepDraft => ({
  key: `step-${String((lastKey += 1))}`,
  id: idOfPart(
    steps.map(({ id }) => id),
    's',
  ),
  name: '',
  action,
  delayDays: '0',
  on: 'any-day',
  from: '',
  templateId: '',
  userId: '',
  to: 'owner',
  toUserId: '',
  quietHours: 'drop',
});

export const newAutomation = (filterId: string): AutomationForm => ({
  name: '',
  filterId,
  steps: [newStep([], 'task-for-user')],
  repeats: 'once',
  minDays: '30',
  whenItEnds: 'stop',
  unsubscribeLink: '',
});

export const formOf = (automation: Automation): AutomationForm => ({
  name: automation.name,
  filterId: automation.filterId,
  steps: automation.steps.map((step) => ({
    ...newStep([], step.action),
    id: step.id,
    name: step.name,
    delayDays: String(step.delayDays),
    on: step.on,
    from: step.from ?? '',
    templateId: step.templateId ?? '',
    userId: step.userId ?? '',
    to: step.to?.kind ?? 'owner',
    toUserId: step.to?.kind === 'user' ? step.to.userId : '',
    quietHours: step.quietHours ?? 'drop',
  })),
  repeats: automation.repeats.kind,
  minDays: automation.repeats.kind === 'again' ? String(automation.repeats.minDays) : '30',
  whenItEnds: automation.whenItEnds,
  unsubscribeLink: automation.unsubscribeLink?.language ?? '',
});

/** A number as typed; what is none is sent as nothing, which the API says at its place. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function stepJson(step: StepDraft): Body['steps'][number] {
  const { action, to, toUserId } = step;
  const addressee = to === 'user' ? { kind: to, userId: toUserId } : { kind: to };
  return {
    id: step.id,
    name: step.name,
    action,
    delayDays: numberOf(step.delayDays),
    on: step.on,
    ...(step.from !== '' && { from: step.from }),
    ...(step.templateId !== '' && { templateId: step.templateId }),
    ...(step.userId !== '' && { userId: step.userId }),
    ...(action === 'mail-to-user' && to !== 'owner' && { to: addressee }),
    ...(action === 'sms-to-client' && { quietHours: step.quietHours }),
  };
}

/** What is sent to be saved. */
export const bodyOf = (form: AutomationForm): Body => ({
  name: form.name,
  filterId: form.filterId,
  steps: form.steps.map(stepJson),
  repeats: form.repeats === 'once' ? { kind: 'once' } : { kind: 'again', minDays: numberOf(form.minDays) },
  whenItEnds: form.whenItEnds,
  ...(form.unsubscribeLink !== '' && { unsubscribeLink: { language: form.unsubscribeLink } }),
});
