import { languages } from '../kernel/language.ts';
import { channels } from '../channels/channels.ts';
import { messageChannelOf, describeStepType, stepKinds } from '../channels/step-types.ts';
import { isLocalTime } from '../time/local-time.ts';
import type { Problem } from '../kernel/problem.ts';
import { literalLength, describeTemplateKind, tooLong, type Template } from '../templates/template.ts';
import { type Sequence, type Step, type Wait } from './step.ts';

/** Most steps that a sequence may have. */
const maxSteps = 50;

/** Longest wait before a step, by unit: about two years, or a month counted in minutes. */
const longestWait = {
  minutes: 43_200,
  hours: 17_520,
  days: 730,
  'working-days': 520,
} as const satisfies Record<Wait['unit'], number>;

type Draft = Sequence['draft'];
type Templates = { template: (id: string) => Template | undefined };

/** Everything that keeps a draft from being published, each with what to mend; empty: it may be. */
export function validateSequence(draft: Draft, templates: Templates): Problem[] {
  return [
    ...countProblems(draft.steps),
    ...languageProblems(draft),
    ...draft.steps.flatMap((step, index) => stepProblems(draft.steps, step, index, templates)),
  ];
}

/** What keeps an order of steps from being one of these: each must be named once. */
export function orderProblems(steps: readonly Step[], order: readonly string[]): Problem[] {
  const ids = steps.map(({ id }) => id);
  const named = order.flatMap((id, index): Problem[] => {
    const path = ['steps', String(index)];
    if (!ids.includes(id)) return [{ path, message: `The draft has no step “${id}”: remove it.` }];
    return order.indexOf(id) === index ? [] : [{ path, message: `Step “${id}” is named twice: remove one.` }];
  });
  const missing = ids.filter((id) => !order.includes(id));
  if (missing.length === 0) return named;
  return [...named, { path: ['steps'], message: `Name every step: ${missing.join(', ')} is missing.` }];
}

/** Replies that stand before what they answer, or without any mail before them (D6). */
export function threadsOutOfOrder(steps: Step[]): Problem[] {
  return steps.flatMap((step, index) => labelled(step, index, threadProblems(steps, step, index)));
}

function countProblems(steps: Step[]): Problem[] {
  if (steps.length === 0) {
    return [{ path: ['steps'], message: 'The sequence has no step: add at least one.' }];
  }
  if (steps.length <= maxSteps) return [];
  return [
    {
      path: ['steps'],
      message: `The sequence has ${steps.length} steps, ${maxSteps} at most: split it in two.`,
    },
  ];
}

function languageProblems({ unsubscribeLink }: Draft): Problem[] {
  const language: string | undefined = unsubscribeLink?.language;
  if (language === undefined || languages.some((supported) => supported === language)) return [];
  return [
    {
      path: ['unsubscribeLink', 'language'],
      message: `The unsubscribe link cannot be in “${language}”: choose ${languages.join(', ')}.`,
    },
  ];
}

/** What is wrong with one field of a step, as the end of a sentence about it. */
export type Found = { field: string[]; wrong: string };

function stepProblems(steps: Step[], step: Step, index: number, templates: Templates): Problem[] {
  return labelled(step, index, [
    ...identityProblems(steps, step, index),
    ...timeProblems(step),
    ...threadProblems(steps, step, index),
    ...templateProblems(step, templates),
  ]);
}

/** Problems of one step, under its place and with its name. */
export function labelled(step: Step, index: number, found: readonly Found[]): Problem[] {
  const label = `Step ${index + 1}${step.name.trim() === '' ? '' : ` (“${step.name}”)`}`;
  return found.map(({ field, wrong }) => ({
    path: ['steps', String(index), ...field],
    message: `${label} ${wrong}`,
  }));
}

function identityProblems(steps: Step[], step: Step, index: number): Found[] {
  const found: Found[] = [];
  if (!/^[a-z0-9]{1,8}$/.test(step.id)) {
    found.push({ field: ['id'], wrong: `has the id “${step.id}”: use 1 to 8 of a–z and 0–9.` });
  }
  const twin = steps.findIndex(({ id }) => id === step.id);
  if (twin < index) {
    found.push({ field: ['id'], wrong: `has the same id as step ${twin + 1}: give it another.` });
  }
  if (step.name.trim() === '') found.push({ field: ['name'], wrong: 'has no name: give it one.' });
  if (step.name.length > 100) {
    found.push({
      field: ['name'],
      wrong: `has a name of ${step.name.length} characters: keep it within 100.`,
    });
  }
  return found;
}

function timeProblems({ wait, at, weekdays }: Step): Found[] {
  const found: Found[] = [];
  const longest = longestWait[wait.unit];
  if (!Number.isSafeInteger(wait.amount) || wait.amount < 0 || wait.amount > longest) {
    const unit = wait.unit.replace('-', ' ');
    found.push({
      field: ['wait', 'amount'],
      wrong: `waits ${wait.amount} ${unit}: give a whole number from 0 to ${longest}.`,
    });
  }
  if (at !== undefined && !isLocalTime(at)) {
    found.push({ field: ['at'], wrong: `is set for “${at}”: write the time of day as 09:30.` });
  }
  if (weekdays?.length === 0) {
    found.push({
      field: ['weekdays'],
      wrong: 'is allowed on no weekday, so it could never run: choose at least one, or leave the choice out.',
    });
  }
  if (weekdays && new Set(weekdays).size < weekdays.length) {
    found.push({ field: ['weekdays'], wrong: 'lists a weekday twice: remove one.' });
  }
  return found;
}

function threadProblems(steps: Step[], step: Step, index: number): Found[] {
  if (!stepKinds[step.type].reply) {
    if (step.inThreadOf === undefined) return [];
    return [
      {
        field: ['inThreadOf'],
        wrong: `is ${describeStepType(step.type)}, which is in no thread: make it a reply or remove the thread.`,
      },
    ];
  }
  if (!steps.slice(0, index).some(isMail)) {
    const automated = stepKinds[step.type].automated;
    return [
      {
        field: ['type'],
        wrong: `is ${describeStepType(step.type)} but no mail comes before it: move it after a mail or make it ${
          automated ? describeStepType('automated-mail') : describeStepType('mail')
        }.`,
      },
    ];
  }
  if (step.inThreadOf === undefined) return [];
  const target = steps.findIndex(({ id }) => id === step.inThreadOf);
  const first = steps[target];
  const wrong = !first
    ? `continues the thread of a step “${step.inThreadOf}” that the sequence does not have`
    : target >= index
      ? `continues the thread of step ${target + 1}, which does not come before it`
      : !isMail(first)
        ? `continues the thread of step ${target + 1}, which is ${describeStepType(first.type)} and not a mail`
        : undefined;
  return wrong === undefined
    ? []
    : [{ field: ['inThreadOf'], wrong: `${wrong}: choose an earlier mail, or none for the latest.` }];
}

function isMail({ type }: Step): boolean {
  return channels[stepKinds[type].template].threads;
}

function templateProblems(step: Step, { template: find }: Templates): Found[] {
  const kind = stepKinds[step.type];
  const wanted = describeTemplateKind(kind.template);
  const field = ['templateId'];
  if (step.templateId === undefined) {
    if (messageChannelOf(step.type) === undefined) return [];
    return [{ field, wrong: `is ${describeStepType(step.type)} without a text: choose ${wanted}.` }];
  }
  const template = find(step.templateId);
  if (!template) {
    return [{ field, wrong: `uses a template “${step.templateId}” that does not exist: choose ${wanted}.` }];
  }
  const named = `the template “${template.name}”`;
  if (!template.shared) {
    return [{ field, wrong: `uses ${named}, which is private: share it, since a sequence is everybody’s.` }];
  }
  if (template.kind !== kind.template) {
    return [
      { field, wrong: `uses ${named}, which is ${describeTemplateKind(template.kind)}: choose ${wanted}.` },
    ];
  }
  if (isMail(step) && !kind.reply && (template.subject ?? '').trim() === '') {
    return [
      { field, wrong: `starts a thread with ${named}, which has no subject: add one to the template.` },
    ];
  }
  const length = literalLength(template.text ?? '');
  const long = kind.automated ? tooLong(kind.template, length) : undefined;
  if (long !== undefined) {
    return [
      {
        field,
        wrong: `uses ${named} of ${length} characters: shorten it to ${long.most}, the most of one ${long.noun}.`,
      },
    ];
  }
  return [];
}
