import type { UserId } from '../kernel/ids.ts';
import type { Activity, ActivityEvent } from '../activity/activity.ts';
import { describeEvent } from '../activity/describe-event.ts';
import type { MessageChannel } from '../channels/channels.ts';
import { cutText } from '../kernel/cut-text.ts';
import type { CrmWork } from './crm-write.ts';
import type { Mapping, MirroredActivity } from './mapping.ts';

/** What an event of a lead’s history is, to a CRM: its kind, a subject of a few words, how long it took, and who did it. */
type Mirrored = {
  of: MirroredActivity;
  subject: string;
  seconds?: number | undefined;
  userId?: UserId | undefined;
};

/** Longest subject: as much as the CRMs take. */
const LONGEST = 200;

/** The activities of a CRM that an activity of ours makes, where their kinds are switched on, by the number of the event. */
export function mirroredOf(
  activity: Activity,
  { activities }: Pick<Mapping, 'activities'>,
): { index: number; work: Extract<CrmWork, { kind: 'activity' }> }[] {
  return activity.events.flatMap((event, index) => {
    const seen = mirrored(event);
    const as = seen && activities[seen.of];
    if (seen === undefined || as === undefined) return [];
    const { of, subject, seconds, userId = activity.userId } = seen;
    const body = wordsOf(event);
    return [
      {
        index,
        work: {
          kind: 'activity',
          of,
          as,
          subject: cutText(subject, LONGEST),
          body,
          at: activity.at,
          ...(seconds !== undefined && { seconds }),
          ...(userId !== undefined && { userId }),
        },
      },
    ];
  });
}

type Rules = {
  [Type in ActivityEvent['type']]?: (event: Extract<ActivityEvent, { type: Type }>) => Mirrored | undefined;
};

/** What the messages of a channel are called there. */
const messages: { [Of in MessageChannel]?: { of: MirroredActivity; sent: string } } = {
  mail: { of: 'mail', sent: 'Mail sent' },
  sms: { of: 'text', sent: 'SMS sent' },
};

/** Which events are of a kind that may be switched on, and what each is called there. */
const rules: Rules = {
  sent: ({ channel, subject, by }) => {
    const message = messages[channel];
    return message && { of: message.of, subject: `${message.sent}${named(subject)}`, userId: by };
  },
  'call-received': ({ seconds, by }) => ({ of: 'call', subject: 'Incoming call', seconds, userId: by }),
  'call-made': ({ seconds, by }) => ({ of: 'call', subject: 'Call', seconds, userId: by }),
  'task-completed': ({ outcome, durationSeconds, by }) => taskDone(outcome, durationSeconds, by),
  'custom-task-completed': ({ name, durationSeconds, by }) => taskDone(name, durationSeconds, by),
  replied: () => ({ of: 'reply', subject: 'The lead replied' }),
};

const bookings: ReadonlySet<string> = new Set(['demo-booked', 'demo-cancelled', 'demo-moved']);

function mirrored(event: ActivityEvent): Mirrored | undefined {
  if (bookings.has(event.type)) return { of: 'booking', subject: wordsOf(event) };
  return (rules[event.type] as ((of: ActivityEvent) => Mirrored | undefined) | undefined)?.(event);
}

/** A call that a task was for, or another task. */
function taskDone(name: string | undefined, seconds: number | undefined, userId: UserId): Mirrored {
  return seconds === undefined
    ? { of: 'task', subject: `Task completed${named(name)}`, userId }
    : { of: 'call', subject: `Call${named(name)}`, seconds, userId };
}

const wordsOf = (event: ActivityEvent): string => describeEvent(event, { step: (id) => id });

function named(name: string | undefined): string {
  return name === undefined || name === '' ? '' : `: ${name}`;
}
