import type { Problem } from '../kernel/problem.ts';
import { actionOf, type Action } from './actions.ts';
import { triggerOf, type Connection, type Trigger } from './triggers.ts';
import type { Workflow } from './workflow.ts';

/** What a workflow names that must be there: users who are active, sequences that are published. */
export type Known = { users: ReadonlySet<string>; sequences: ReadonlySet<string> };

const connect = {
  salesforce: 'Salesforce is not connected: connect it and map its status fields first.',
  hubspot: 'HubSpot is not connected: connect it and map its status fields first.',
  crm: 'No CRM is connected: connect Salesforce or HubSpot and map its status fields first.',
  calendly: 'Calendly is not connected: connect it first.',
} as const satisfies Record<Connection, string>;

type Wanted = Pick<Workflow, 'sequenceId' | 'trigger' | 'actions'>;

/** What keeps a workflow from being saved (B1, B3, B4): every problem at once. */
export function problemsOfWorkflow({ sequenceId, trigger, actions }: Wanted, known: Known): Problem[] {
  return [
    ...problemsOfTrigger(trigger),
    ...(sequenceId === undefined || known.sequences.has(sequenceId)
      ? []
      : [{ path: ['sequenceId'], message: `There is no published sequence “${sequenceId}”.` }]),
    ...actions.flatMap((action, index) =>
      [
        ...problemsOfAction(action, { sequenceId, trigger }, known),
        ...problemsOfOrder(action, actions.slice(0, index)),
      ].map(({ path, message }) => ({ path: ['actions', String(index), ...path], message })),
    ),
  ];
}

function problemsOfTrigger({ type }: Trigger): Problem[] {
  const { needs } = triggerOf(type);
  return needs === undefined ? [] : [{ path: ['trigger', 'type'], message: connect[needs] }];
}

function problemsOfAction(
  action: Action,
  { sequenceId, trigger }: Pick<Wanted, 'sequenceId' | 'trigger'>,
  known: Known,
): Problem[] {
  switch (action.type) {
    case 'change-owner':
      return known.users.has(action.userId)
        ? []
        : [{ path: ['userId'], message: `There is no active user “${action.userId}”: name one.` }];
    case 'move-to-sequence':
      if (action.sequenceId === sequenceId)
        return [{ path: ['sequenceId'], message: 'The lead is in this sequence already: name another one.' }];
      return known.sequences.has(action.sequenceId)
        ? []
        : [
            {
              path: ['sequenceId'],
              message: `There is no published sequence “${action.sequenceId}”: publish it first.`,
            },
          ];
    case 'change-integration-status':
      return [{ path: ['type'], message: connect.crm }];
    case 'stop-sequence':
    case 'pause-sequence':
    case 'go-to-last-step':
      return triggerOf(trigger.type).over === 'always'
        ? [
            {
              path: ['type'],
              message: 'The sequence is over when this trigger fires: choose another action.',
            },
          ]
        : [];
  }
}

/** Orders that contradict each other: what an earlier action makes pointless, and the same action twice. */
function problemsOfOrder(action: Action, before: readonly Action[]): Problem[] {
  if (before.some(({ type }) => type === action.type))
    return [{ path: ['type'], message: 'It is done once already: keep one of the two.' }];
  return before.flatMap(({ type }) => {
    const { not, label } = actionOf(type);
    return not?.after.includes(action.type) === true
      ? [{ path: ['type'], message: `It cannot come after “${label}”: ${not.why}.` }]
      : [];
  });
}

/** What is worth knowing of a workflow that can be saved. */
export function warningsOfWorkflow({ trigger, actions }: Pick<Wanted, 'trigger' | 'actions'>): string[] {
  const late = actions.filter(({ type }) => actionOf(type).onSequence && type !== 'move-to-sequence');
  if (triggerOf(trigger.type).over !== 'by-default' || late.length === 0) return [];
  return [
    `A reply stops a sequence unless it is set to go on: ${late.map(({ type }) => `“${actionOf(type).label}”`).join(', ')} does nothing in the others.`,
  ];
}
