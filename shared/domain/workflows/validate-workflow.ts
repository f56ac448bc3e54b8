import type { Problem } from '../kernel/problem.ts';
import { actionOf, contradictionOf, problemsOfAction, type Action, type Known } from './actions.ts';
import { missingFor, type Connected, type Connection, type StatusSide } from './connections.ts';
import { warningsOfStatuses } from './status-warnings.ts';
import { triggerOf, type Trigger } from './triggers.ts';
import type { Workflow } from './workflow.ts';

type WorkflowInput = Pick<Workflow, 'sequenceId' | 'trigger' | 'actions'>;

/** What keeps a workflow from being saved (B1, B3, B4): every problem at once. */
export function problemsOfWorkflow({ sequenceId, trigger, actions }: WorkflowInput, known: Known): Problem[] {
  return [
    ...problemsOfTrigger(trigger, known.connected),
    ...(sequenceId === undefined || known.sequences.has(sequenceId)
      ? []
      : [{ path: ['sequenceId'], message: `There is no published sequence “${sequenceId}”.` }]),
    ...actions.flatMap((action, index) =>
      [
        ...problemsOfAction(action, { sequenceId, trigger, known }),
        ...problemsOfOrder(action, actions.slice(0, index)),
      ].map((problem) => ({ ...problem, path: ['actions', String(index), ...problem.path] })),
    ),
  ];
}

/** Whose status a trigger that needs a connection hears of. */
const hearsOf = {
  salesforce: 'person',
  hubspot: 'person',
  crm: 'account',
  calendly: undefined,
} as const satisfies Record<Connection, StatusSide | undefined>;

function problemsOfTrigger({ type }: Trigger, connected: Connected): Problem[] {
  const { needs } = triggerOf(type);
  const missing = needs && missingFor(needs, connected, hearsOf[needs]);
  return missing === undefined ? [] : [{ path: ['trigger', 'type'], ...missing }];
}

/** Orders that contradict each other: what an earlier action makes pointless, and the same action twice. */
function problemsOfOrder(action: Action, before: readonly Action[]): Problem[] {
  if (before.some(({ type }) => type === action.type))
    return [{ path: ['type'], message: 'It is done once already: keep one of the two.' }];
  return before.flatMap(({ type }) => {
    const why = contradictionOf(type, action.type);
    return why === undefined
      ? []
      : [{ path: ['type'], message: `It cannot come after “${actionOf(type).label}”: ${why}.` }];
  });
}

/** What is worth knowing of a workflow that can be saved (B5). */
export function warningsOfWorkflow(
  { trigger, actions }: Pick<WorkflowInput, 'trigger' | 'actions'>,
  connected: Connected,
): string[] {
  return [...warningsOfReply({ trigger, actions }), ...warningsOfStatuses(actions, connected)];
}

function warningsOfReply({ trigger, actions }: Pick<WorkflowInput, 'trigger' | 'actions'>): string[] {
  const late = actions.filter(({ type }) => actionOf(type).onSequence && type !== 'move-to-sequence');
  if (triggerOf(trigger.type).over !== 'by-default' || late.length === 0) return [];
  return [
    `A reply stops a sequence unless it is set to go on: ${late.map(({ type }) => `“${actionOf(type).label}”`).join(', ')} does nothing in the others.`,
  ];
}
