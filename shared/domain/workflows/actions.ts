import type { SequenceId } from '../kernel/ids.ts';
import type { Problem } from '../kernel/problem.ts';
import { lookUp, missingFor, type Connected } from './connections.ts';
import { oneOf, type Fields, type OneOf, type ValuesOf } from './fields.ts';
import { triggerOf, type Trigger } from './triggers.ts';

/** What a workflow names that must be there: users who are active, sequences that are published. */
export type Known = {
  users: ReadonlySet<string>;
  sequences: ReadonlySet<string>;
  connected: Connected;
};

/** The workflow that an action is part of. */
type Context = { trigger: Trigger; sequenceId?: SequenceId | undefined; known: Known };

type Definition<Of, Values> = {
  label: string;
  description: string;
  /** The values that it takes. */
  fields: Of;
  /** What must be connected first. */
  needs?: 'crm';
  /** It acts on the sequence that the lead is in. */
  onSequence: boolean;
  /** What keeps it from being saved (B3, B4), beyond the shape of its values. */
  problems: (values: Values, context: Context) => Problem[];
};

function action<const Of extends Fields>(
  definition: Definition<Of, ValuesOf<Of>>,
): Definition<Of, ValuesOf<Of>> {
  return definition;
}

/** The sequence goes on for a while after what fired: else there is nothing to act on. */
function overByThen(trigger: Trigger): Problem[] {
  if (triggerOf(trigger.type).over !== 'always') return [];
  const message = 'The sequence is over when this trigger fires: choose another action.';
  return [{ path: ['type'], message }];
}

const year = { most: 525_600, mostText: 'a year' } as const;
const status = {
  is: 'line',
  called: 'The status',
  longest: 200,
  example: 'Nurturing',
  optional: true,
} as const;

/** Values of a list that a refusal names. */
const VALUES_NAMED = 10;

/** A status must have somewhere to be written to, and be one of the values as they were last read (B1, B3). */
function problemsOfStatuses(
  { accountStatus, leadStatus }: { accountStatus?: string | undefined; leadStatus?: string | undefined },
  { known: { connected } }: Context,
): Problem[] {
  const none = missingFor('crm', connected, undefined);
  if (none !== undefined) return [{ path: ['type'], ...none }];
  const asked = [
    { field: 'accountStatus', side: 'account', value: accountStatus },
    { field: 'leadStatus', side: 'person', value: leadStatus },
  ] as const;
  if (asked.every(({ value }) => value === undefined))
    return [{ path: ['type'], message: 'Choose a status for the account, for the lead, or for both.' }];
  return asked.flatMap(({ field, side, value }): Problem[] => {
    if (value === undefined) return [];
    const missing = missingFor('crm', connected, side);
    if (missing !== undefined) return [{ path: [field], ...missing }];
    const listed = lookUp(value, side, connected.crms);
    if (listed.is !== 'gone') return [];
    const values = listed.values.slice(0, VALUES_NAMED).map((one) => `“${one}”`);
    const message = `The CRM has no status “${value}”: choose one of ${values.join(', ')}.`;
    return [{ path: [field], message }];
  });
}

/** Every action (B3), in the order of the page: what it does and takes. What does it is in `perform-action.ts`. */
const actions = {
  'change-owner': action({
    label: 'Change the owner',
    description: 'The lead belongs to this user from now on. Enrollments go on in the name of who they were.',
    fields: { userId: { is: 'user', description: 'Who the lead belongs to then.', example: 'claire' } },
    onSequence: false,
    problems: ({ userId }, { known }) =>
      known.users.has(userId)
        ? []
        : [{ path: ['userId'], message: `There is no active user “${userId}”: name one.` }],
  }),
  'stop-sequence': action({
    label: 'Stop the sequence for the lead',
    description: 'Nothing more is sent in it.',
    fields: {},
    onSequence: true,
    problems: (_values, { trigger }) => overByThen(trigger),
  }),
  'pause-sequence': action({
    label: 'Pause the sequence for the lead',
    description: 'For so many days or minutes from the event on. A pause that is there is never shortened.',
    fields: {
      amount: { is: 'whole', least: 1, ...year, description: 'For how many.', example: 3 },
      // Days keep the wall clock of the sender.
      unit: { is: 'choice', of: ['days', 'minutes'], description: 'Of what.', example: 'days' },
    },
    onSequence: true,
    problems: ({ amount, unit }, { trigger }) =>
      unit === 'days' && amount > 365
        ? [{ path: ['amount'], message: 'Give a year at most.' }]
        : overByThen(trigger),
  }),
  'move-to-sequence': action({
    label: 'Move the lead to another sequence',
    description:
      'Stops the sequence, if it is not over, and enrolls the lead in the other one in the name of the same user.',
    fields: { sequenceId: { is: 'sequence', description: 'Where the lead goes.', example: 'autumn' } },
    onSequence: true,
    problems: ({ sequenceId }, { sequenceId: own, known }) => {
      if (sequenceId === own)
        return [{ path: ['sequenceId'], message: 'The lead is in this sequence already: name another one.' }];
      if (known.sequences.has(sequenceId)) return [];
      const message = `There is no published sequence “${sequenceId}”: publish it first.`;
      return [{ path: ['sequenceId'], message }];
    },
  }),
  'go-to-last-step': action({
    label: 'Go to the last step',
    description: 'Skips the steps between and runs the last one now, within windows and caps.',
    fields: {},
    onSequence: true,
    problems: (_values, { trigger }) => overByThen(trigger),
  }),
  'change-integration-status': action({
    label: 'Change the integration status',
    description: 'Writes the status of the account or of the lead to the CRM.',
    fields: {
      accountStatus: { ...status, description: 'Of the account, a value of the connected CRM.' },
      leadStatus: { ...status, description: 'Of the lead, a value of the connected CRM.' },
    },
    needs: 'crm',
    onSequence: false,
    problems: problemsOfStatuses,
  }),
} satisfies Record<string, Definition<Fields, never>>;

export type ActionType = keyof typeof actions;

/** Every action, in the order of the page. */
export const actionTypes = Object.keys(actions) as [ActionType, ...ActionType[]];

/** One thing that a workflow does, with its values. */
export type Action = OneOf<typeof actions>;
export const actionShape = oneOf<Action>(actionTypes, (type) => actionOf(type).fields);

/** What cannot come after an action in one workflow, and why (B4). */
const contradictions: { [Type in ActionType]?: { after: readonly ActionType[]; why: string } } = {
  'stop-sequence': {
    after: ['pause-sequence', 'go-to-last-step', 'move-to-sequence'],
    why: 'the sequence is stopped by then',
  },
  'pause-sequence': { after: ['go-to-last-step'], why: 'the sequence is paused by then' },
  'move-to-sequence': {
    after: ['stop-sequence', 'pause-sequence', 'go-to-last-step'],
    why: 'the lead has left the sequence by then',
  },
};

/** What is known of an action. */
export function actionOf(type: ActionType): Omit<Definition<Fields, never>, 'problems'> {
  return actions[type];
}

/** What keeps a workflow with this action from being saved, beyond the shape of its values (B3). */
export function problemsOfAction(one: Action, context: Context): Problem[] {
  const { problems } = actions[one.type] as Definition<Fields, Action>;
  return problems(one, context);
}

/** Why an action cannot come after another one (B4), to follow its label; undefined: it may. */
export function contradictionOf(before: ActionType, then: ActionType): string | undefined {
  const not = contradictions[before];
  return not?.after.includes(then) === true ? not.why : undefined;
}
