import type { StepType } from '../channels/step-types.ts';
import type { Sequence, Step } from '../sequences/step.ts';
import { weekdays, type Weekday } from '../time/weekday.ts';
import type { Automation, AutomationAction, AutomationStep, SyncDays } from './automation.ts';

/** The step of a sequence that each action is. */
const stepTypeOf = {
  'mail-to-client': 'automated-mail',
  'sms-to-client': 'automated-sms',
  'mail-to-user': 'user-mail',
  'task-for-user': 'custom',
} as const satisfies Record<AutomationAction, StepType>;

const weekend: Weekday[] = ['saturday', 'sunday'];

/** The weekdays of a sync; undefined: whichever days are worked. */
function weekdaysOf(on: SyncDays): Weekday[] | undefined {
  switch (on) {
    case 'any-day':
      return undefined;
    case 'working-days':
      return weekdays.filter((day) => !weekend.includes(day));
    case 'weekend':
      return weekend;
    case 'monday':
    case 'tuesday':
    case 'wednesday':
    case 'thursday':
    case 'friday':
    case 'saturday':
    case 'sunday':
      return [on];
  }
}

/** What the sequence of an automation does: the one place where its steps become those of the engine (E1, E3). */
export function sequenceOf({ steps, unsubscribeLink }: Automation): Sequence['draft'] {
  return { steps: steps.map(stepOf), unsubscribeLink, stopOnReply: false, stopOnConversion: false };
}

function stepOf({
  id,
  name,
  action,
  delayDays,
  on,
  from,
  templateId,
  userId,
  to,
  quietHours,
}: AutomationStep): Step {
  const days = weekdaysOf(on);
  return {
    id,
    name,
    type: stepTypeOf[action],
    wait: { amount: delayDays, unit: 'days' },
    ...(from !== undefined && { at: from }),
    ...(days !== undefined && { weekdays: days }),
    ...(templateId !== undefined && { templateId }),
    ...(userId !== undefined && { userId }),
    ...(action === 'mail-to-user' && { to: to ?? { kind: 'owner' as const } }),
    ...(action === 'sms-to-client' && { quietHours: quietHours ?? 'drop' }),
  };
}
