import type { Activity, ActivityEvent } from '../activity/activity.ts';

/** What a workflow can wait for (B2), in the order of the page. */
export const triggerTypes = [
  'mail-bounced',
  'lead-unsubscribed',
  'sequence-stopped-by-hand',
  'sequence-paused',
  'custom-task-created',
  'lead-replied',
  'sequence-ended',
  'owner-changed',
  'call-received',
  'demo-booked',
  'task-skipped',
  'link-clicked',
  'first-automated-step-done',
  'lead-status-updated',
  'contact-status-updated',
  'first-manual-step-done',
  'call-longer-than',
  'lead-added',
  'mail-opened',
  'account-status-updated',
] as const;
export type TriggerType = (typeof triggerTypes)[number];

/** What a workflow waits for, with its condition where it has one. */
export type Trigger =
  /** A call that lasted longer than so many seconds. */
  | { type: 'call-longer-than'; seconds: number }
  /** `link`: the name or the address of one link; undefined: any. */
  | { type: 'link-clicked'; link?: string | undefined }
  | { type: Exclude<TriggerType, 'call-longer-than' | 'link-clicked'> };

/** Something outside that must be connected first (B1). */
export type Connection = 'salesforce' | 'hubspot' | 'crm' | 'calendly';

/** What of an activity fires a trigger. */
export type Firing = {
  trigger: TriggerType;
  /** Fires once per key and workflow: by default each event of an activity is one. */
  key: string;
  /** Of a call. */
  seconds?: number | undefined;
  /** Names of what was clicked: its name, its address. */
  links?: string[] | undefined;
};

type Fired = Omit<Firing, 'trigger' | 'key'> & { key?: string | undefined };
type Rule = (event: ActivityEvent, activity: Activity) => Fired | undefined;

type Definition = {
  label: string;
  description: string;
  /** Name of the value that it takes. */
  condition?: 'seconds' | 'link';
  /** What it waits for is not heard of before this is connected. */
  needs?: Connection;
  /** Whether an event fires it. */
  fires?: Rule;
  /** By then the sequence that it happened in is over: nothing in it can be paused or stopped. */
  over?: 'always' | 'by-default';
};

const plain = (holds: boolean): Fired | undefined => (holds ? {} : undefined);
const once = (holds: boolean, key: string | undefined): Fired | undefined => (holds ? { key } : undefined);

/** A message by its enrollment and step, where they are known: texts have no other name that is known here. */
function messageOf(event: { step: string; messageId: string }, { enrollmentId }: Activity): string {
  return enrollmentId === undefined ? event.messageId : `${enrollmentId} ${event.step}`;
}

/**
 * Every trigger: what it means and which events fire it (B2). Machines fire none (F8), nor do holds of the engine itself,
 * such as the one after an automatic reply; a thing done for good fires once.
 */
const triggers = {
  'mail-bounced': {
    label: 'A mail bounced',
    description: 'For good: bounces that pass do not count (A7).',
    fires: (event) => plain(event.type === 'bounced' && event.permanent),
  },
  'lead-unsubscribed': {
    label: 'The lead unsubscribed',
    description: 'By link, by one click or by word of mouth; a complaint of spam counts too (A6).',
    fires: ({ type }) => plain(type === 'unsubscribed' || type === 'complained'),
  },
  'sequence-stopped-by-hand': {
    label: 'Somebody stopped the sequence for the lead',
    description: 'Not when a reply, a rule or a workflow did.',
    over: 'always',
    fires: (event) => plain(event.type === 'stopped' && event.because.kind === 'person'),
  },
  'sequence-paused': {
    label: 'The sequence was paused for the lead',
    description: 'By a person or a workflow; holds of the engine itself do not count.',
    fires: (event) =>
      plain(
        event.type === 'paused' && (event.because.kind === 'person' || event.because.kind === 'workflow'),
      ),
  },
  'custom-task-created': {
    label: 'A custom task was made',
    description: 'A task of no sequence, for this lead.',
    fires: ({ type }) => plain(type === 'custom-task-created'),
  },
  'lead-replied': {
    label: 'The lead replied to a mail',
    description: 'The first reply in a sequence; automatic replies do not count (D5).',
    over: 'by-default',
    fires: ({ type }) => plain(type === 'replied'),
  },
  'sequence-ended': {
    label: 'The sequence ended',
    description: 'Every step is done or skipped. Once.',
    over: 'always',
    fires: ({ type }) => plain(type === 'finished'),
  },
  'owner-changed': {
    label: 'The owner of the lead changed',
    description: 'By a person, an import or a workflow.',
    fires: ({ type }) => plain(type === 'owner-changed'),
  },
  'call-received': {
    label: 'The lead called',
    description: 'An incoming call was recorded.',
    fires: ({ type }) => plain(type === 'call-received'),
  },
  'demo-booked': {
    label: 'A demo was booked (Calendly)',
    description: 'Heard of from Calendly.',
    needs: 'calendly',
  },
  'task-skipped': {
    label: 'A task was skipped',
    description:
      'By a person: a step’s task or a custom one. Steps that rules or workflows skip do not count.',
    fires: ({ type }) => plain(type === 'task-skipped' || type === 'custom-task-skipped'),
  },
  'link-clicked': {
    label: 'A custom link was clicked',
    condition: 'link',
    description:
      'Any link, or the one named; once per link and message. Clicks by machines do not count (F8).',
    fires: (event, activity) =>
      event.type === 'clicked' && !event.machine
        ? {
            key: `${messageOf(event, activity)} ${event.link}`,
            links: event.name === undefined ? [event.link] : [event.name, event.link],
          }
        : undefined,
  },
  'first-automated-step-done': {
    label: 'The first automated step was done',
    description: 'The first mail or SMS that the engine sent in a sequence. Steps skipped do not count.',
    fires: (event, { enrollmentId }) => once(event.type === 'sent' && event.by === undefined, enrollmentId),
  },
  'lead-status-updated': {
    label: 'The integration status of the lead was updated (Salesforce)',
    description: 'Heard of from Salesforce.',
    needs: 'salesforce',
  },
  'contact-status-updated': {
    label: 'The integration status of the contact was updated (HubSpot)',
    description: 'Heard of from HubSpot.',
    needs: 'hubspot',
  },
  'first-manual-step-done': {
    label: 'The first manual step was done',
    description: 'The first task that a person completed in a sequence, mails sent by hand among them.',
    fires: (event, { enrollmentId }) =>
      once(
        event.type === 'task-completed' || (event.type === 'sent' && event.by !== undefined),
        enrollmentId,
      ),
  },
  'call-longer-than': {
    label: 'A call lasted longer than so many seconds',
    condition: 'seconds',
    description: 'A call of the lead or of a user, recorded or as a task.',
    fires: (event) => {
      if (event.type === 'call-received' || event.type === 'call-made') return { seconds: event.seconds };
      if (event.type !== 'task-completed' && event.type !== 'custom-task-completed') return undefined;
      return event.durationSeconds === undefined ? undefined : { seconds: event.durationSeconds };
    },
  },
  'lead-added': {
    label: 'The lead was added to a sequence',
    description: 'By a person, a job or a workflow.',
    fires: ({ type }) => plain(type === 'enrolled'),
  },
  'mail-opened': {
    label: 'A mail was opened',
    description: 'Once per mail. Opens by machines do not count (F8).',
    fires: (event, activity) =>
      event.type === 'opened' && !event.machine ? { key: messageOf(event, activity) } : undefined,
  },
  'account-status-updated': {
    label: 'The integration status of the account was updated',
    description: 'Heard of from the CRM.',
    needs: 'crm',
  },
} satisfies Record<TriggerType, Definition>;

/** What is known of a trigger. */
export function triggerOf(type: TriggerType): Definition {
  return triggers[type];
}

/** What an activity fires, in the order of its events; empty for most. */
export function firingsOf(activity: Activity): Firing[] {
  return activity.events.flatMap((event, index) =>
    triggerTypes.flatMap((trigger) => {
      const fired = triggerOf(trigger).fires?.(event, activity);
      return fired === undefined ? [] : [{ ...fired, trigger, key: fired.key ?? `${activity.id} ${index}` }];
    }),
  );
}

/** Whether a firing meets the condition of a trigger of its type. */
export function meets(
  trigger: Trigger,
  { seconds = 0, links = [] }: Omit<Firing, 'trigger' | 'key'>,
): boolean {
  switch (trigger.type) {
    case 'call-longer-than':
      return seconds > trigger.seconds;
    case 'link-clicked':
      return trigger.link === undefined || links.includes(trigger.link);
    default:
      return true;
  }
}
