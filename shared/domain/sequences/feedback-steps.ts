import type { StepId } from '../kernel/ids.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { FeedbackSettings } from './feedback-settings.ts';
import type { Sequence, SequenceVersion, Step } from './step.ts';

/** The step that invites; its reminders are `r1`, `r2` … */
export const invitationStep = 'invite';

/** The steps that the settings of a feedback sequence come to: an invitation and its reminders, in its thread (C2). */
export function feedbackDraft(settings: FeedbackSettings): Sequence['draft'] {
  const { channel, invitation, reminder = invitation, reminders, reminderDays, unsubscribeLink } = settings;
  const types = typesOf(channel);
  const invite: Step = {
    id: invitationStep,
    name: 'Invitation',
    type: types.invitation,
    wait: { amount: 0, unit: 'minutes' },
    templateId: invitation,
  };
  const reminding = Array.from({ length: reminders }, (_, index): Step => {
    const thread = types.reminder === 'automated-reply' && { inThreadOf: invitationStep };
    return {
      id: `r${index + 1}`,
      name: `Reminder ${index + 1}`,
      type: types.reminder,
      wait: { amount: reminderDays, unit: 'days' },
      templateId: reminder,
      ...thread,
    };
  });
  return { steps: [invite, ...reminding], unsubscribeLink, stopOnConversion: false };
}

function typesOf(channel: FeedbackSettings['channel']): { invitation: Step['type']; reminder: Step['type'] } {
  switch (channel) {
    case 'mail':
      return { invitation: 'automated-mail', reminder: 'automated-reply' };
    case 'sms':
      return { invitation: 'automated-sms', reminder: 'automated-sms' };
    default:
      return assertNever(channel);
  }
}

/**
 * The version that the present step of an enrollment is read from: its own, and of a feedback sequence the latest that
 * it follows, where that has the step. So each setting holds at once for who is under way (C8): the invitation and the
 * reminder that are planned keep their time, and what they say is as it is set when they go.
 */
export function versionOfStep(
  sequence: Pick<Sequence, 'kind'> | undefined,
  step: StepId | undefined,
  own: SequenceVersion | undefined,
  following: SequenceVersion | undefined,
): SequenceVersion | undefined {
  if (sequence?.kind !== 'feedback' || following === undefined) return own;
  return following.steps.some(({ id }) => id === step) ? following : own;
}

/** Whether a step of a feedback sequence was taken out of it since: as many reminders as before are not wanted (C2). */
export function isWithdrawn(
  sequence: Pick<Sequence, 'kind'> | undefined,
  step: Pick<Step, 'id'>,
  following: SequenceVersion | undefined,
): boolean {
  return (
    sequence?.kind === 'feedback' &&
    following !== undefined &&
    !following.steps.some(({ id }) => id === step.id)
  );
}
