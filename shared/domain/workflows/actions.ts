/** What a workflow can do (B3). */
export const actionTypes = [
  'change-owner',
  'stop-sequence',
  'pause-sequence',
  'move-to-sequence',
  'go-to-last-step',
  'change-integration-status',
] as const;
export type ActionType = (typeof actionTypes)[number];

/** One thing that a workflow does. */
export type Action =
  | { type: 'change-owner'; userId: string }
  | { type: 'stop-sequence' }
  /** Whole days or minutes, 1 or more. Days keep the wall clock of the sender. */
  | { type: 'pause-sequence'; amount: number; unit: 'days' | 'minutes' }
  | { type: 'move-to-sequence'; sequenceId: string }
  | { type: 'go-to-last-step' }
  /** Values of the connected CRM's own fields. */
  | {
      type: 'change-integration-status';
      accountStatus?: string | undefined;
      leadStatus?: string | undefined;
    };

type Definition = {
  label: string;
  description: string;
  /** Names of the values that it takes. */
  values: string[];
  /** What must be connected first. */
  needs?: 'crm';
  /** It acts on the sequence that the lead is in. */
  onSequence: boolean;
  /** What cannot come after it in one workflow, and why. */
  not?: { after: readonly ActionType[]; why: string };
};

/** Every action: what it does, and which actions it makes pointless. */
const actions = {
  'change-owner': {
    label: 'Change the owner',
    values: ['userId'],
    description: 'The lead belongs to this user from now on. Enrollments go on in the name of who they were.',
    onSequence: false,
  },
  'stop-sequence': {
    label: 'Stop the sequence for the lead',
    values: [],
    description: 'Nothing more is sent in it.',
    onSequence: true,
    not: {
      after: ['pause-sequence', 'go-to-last-step', 'move-to-sequence'],
      why: 'the sequence is stopped by then',
    },
  },
  'pause-sequence': {
    label: 'Pause the sequence for the lead',
    values: ['amount', 'unit'],
    description: 'For so many days or minutes from the event on. A pause that is there is never shortened.',
    onSequence: true,
    not: { after: ['go-to-last-step'], why: 'the sequence is paused by then' },
  },
  'move-to-sequence': {
    label: 'Move the lead to another sequence',
    values: ['sequenceId'],
    description:
      'Stops the sequence, if it is not over, and enrolls the lead in the other one in the name of the same user.',
    onSequence: true,
    not: {
      after: ['stop-sequence', 'pause-sequence', 'go-to-last-step'],
      why: 'the lead has left the sequence by then',
    },
  },
  'go-to-last-step': {
    label: 'Go to the last step',
    values: [],
    description: 'Skips the steps between and runs the last one now, within windows and caps.',
    onSequence: true,
  },
  'change-integration-status': {
    label: 'Change the integration status',
    values: ['accountStatus', 'leadStatus'],
    needs: 'crm',
    description: 'Writes the status of the account or of the lead to the CRM.',
    onSequence: false,
  },
} satisfies Record<ActionType, Definition>;

/** What is known of an action. */
export function actionOf(type: ActionType): Definition {
  return actions[type];
}
