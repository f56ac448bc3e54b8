import * as z from 'zod/mini';
import type { StepId } from '../kernel/ids.ts';
import type { Activity, ActivityEvent } from '../activity/activity.ts';
import { text, number } from '../kernel/shapes.ts';
import type { Connection } from './connections.ts';
import { oneOf, type Fields, type OneOf, type ValuesOf } from './fields.ts';

/** What a condition asks of what fired. */
const told = {
  /** Of a call. */
  seconds: z.optional(number),
  /** Names of what was clicked: its name, its address. */
  links: z.optional(z.array(text)),
  /** Of a survey: how satisfied the client is, and its id. */
  score: z.optional(number),
  survey: z.optional(text),
};
type Fired = {
  key?: string | undefined;
  seconds?: number | undefined;
  links?: string[] | undefined;
  score?: number | undefined;
  survey?: string | undefined;
};
type Rule = (event: ActivityEvent, activity: Activity) => Fired | undefined;

type Definition = {
  label: string;
  description: string;
  /** What it waits for is not heard of before this is connected. */
  needs?: Connection;
  /** Whether an event fires it. */
  fires?: Rule;
  /** By then the sequence that it happened in is over: nothing in it can be paused or stopped. */
  over?: 'always' | 'by-default';
};

/** A trigger with values, which must all be asked for: `meets` says whether what fired is what was wanted. */
type Conditional<Of extends Fields, Values> = Definition & {
  fields: Of;
  meets: (values: Values, fired: Fired) => boolean;
};

function conditional<const Of extends Fields>(
  definition: Conditional<Of, ValuesOf<Of>>,
): Conditional<Of, ValuesOf<Of>> {
  return definition;
}

const plain = (holds: boolean): Fired | undefined => (holds ? {} : undefined);
const firesOnce = (holds: boolean, key: string | undefined): Fired | undefined =>
  holds ? { key } : undefined;

/** A bound of a satisfaction, on whichever scale. */
const score = { is: 'whole', least: 0, most: 10, mostText: '10', optional: true } as const;

/** A message by its enrollment and step, where they are known: texts have no other name that is known here. */
function messageOf(event: { step: StepId; messageId: string }, { enrollmentId }: Activity): string {
  return enrollmentId === undefined ? event.messageId : `${enrollmentId} ${event.step}`;
}

/** Whether the status of a person changed in a CRM. */
function isStatusOf(event: ActivityEvent, connection: 'salesforce' | 'hubspot'): boolean {
  return (
    event.type === 'integration-status-updated' &&
    event.connection === connection &&
    event.object !== 'account'
  );
}

/**
 * Every trigger (B2), in the order of the page: what it means and which events fire it. Bots fire none (F8), nor do holds of the engine itself,
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
    description: 'Heard of from Calendly. Moving it and cancelling it do not count.',
    needs: 'calendly',
    fires: ({ type }) => plain(type === 'demo-booked'),
  },
  'task-skipped': {
    label: 'A task was skipped',
    description:
      'By a person: a step’s task or a custom one. Steps that rules or workflows skip do not count.',
    fires: ({ type }) => plain(type === 'task-skipped' || type === 'custom-task-skipped'),
  },
  'link-clicked': conditional({
    label: 'A custom link was clicked',
    description: 'Any link, or the one named; once per link and message. Clicks by bots do not count (F8).',
    fields: {
      link: {
        is: 'line',
        called: 'The link',
        longest: 2000,
        description: 'Name or address of one link; left out: any.',
        example: 'demo',
        optional: true,
      },
    },
    meets: ({ link }, { links = [] }) => link === undefined || links.includes(link),
    fires: (event, activity) =>
      event.type === 'clicked' && !event.machine
        ? {
            key: `${messageOf(event, activity)} ${event.link}`,
            links: event.name === undefined ? [event.link] : [event.name, event.link],
          }
        : undefined,
  }),
  'first-automated-step-done': {
    label: 'The first automated step was done',
    description: 'The first mail or SMS that the engine sent in a sequence. Steps skipped do not count.',
    fires: (event, { enrollmentId }) =>
      firesOnce(event.type === 'sent' && event.by === undefined, enrollmentId),
  },
  'lead-status-updated': {
    label: 'The integration status of the lead was updated (Salesforce)',
    description: 'Somebody changed it in Salesforce; what Relance writes there does not count.',
    needs: 'salesforce',
    fires: (event) => plain(isStatusOf(event, 'salesforce')),
  },
  'contact-status-updated': {
    label: 'The integration status of the contact was updated (HubSpot)',
    description: 'Somebody changed it in HubSpot; what Relance writes there does not count.',
    needs: 'hubspot',
    fires: (event) => plain(isStatusOf(event, 'hubspot')),
  },
  'first-manual-step-done': {
    label: 'The first manual step was done',
    description: 'The first task that a person completed in a sequence, mails sent by hand among them.',
    fires: (event, { enrollmentId }) =>
      firesOnce(
        event.type === 'task-completed' || (event.type === 'sent' && event.by !== undefined),
        enrollmentId,
      ),
  },
  'call-longer-than': conditional({
    label: 'A call lasted longer than so many seconds',
    description: 'A call of the lead or of a user, recorded or as a task.',
    fields: {
      seconds: {
        is: 'whole',
        unit: 'seconds',
        least: 0,
        most: 86_400,
        mostText: 'a day',
        description: 'The call must have lasted longer than this.',
        example: 120,
      },
    },
    meets: ({ seconds: least }, { seconds = 0 }) => seconds > least,
    fires: (event) => {
      if (event.type === 'call-received' || event.type === 'call-made') return { seconds: event.seconds };
      if (event.type !== 'task-completed' && event.type !== 'custom-task-completed') return undefined;
      // A call that completed a task is an event of its own.
      if (event.durationSeconds === undefined || event.call !== undefined) return undefined;
      return { seconds: event.durationSeconds };
    },
  }),
  'lead-added': {
    label: 'The lead was added to a sequence',
    description: 'By a person, a job or a workflow.',
    fires: ({ type }) => plain(type === 'enrolled'),
  },
  'mail-opened': {
    label: 'A mail was opened',
    description: 'Once per mail. Opens by bots do not count (F8).',
    fires: (event, activity) =>
      event.type === 'opened' && !event.machine ? { key: messageOf(event, activity) } : undefined,
  },
  'survey-completed': conditional({
    label: 'The client completed a survey',
    description: 'Any survey, or one; with any satisfaction, or within bounds. Once per invitation (C1).',
    fields: {
      survey: {
        is: 'line',
        called: 'The survey',
        longest: 20,
        description: 'Id of one survey; left out: any.',
        example: 'after-delivery',
        optional: true,
      },
      scoreFrom: {
        ...score,
        description: 'The satisfaction must be so much or more; left out: any.',
        example: 9,
      },
      scoreUpTo: {
        ...score,
        description: 'The satisfaction must be so much or less; left out: any.',
        example: 6,
      },
    },
    meets: ({ survey, scoreFrom, scoreUpTo }, fired) =>
      (survey === undefined || survey === fired.survey) &&
      (scoreFrom === undefined || (fired.score !== undefined && fired.score >= scoreFrom)) &&
      (scoreUpTo === undefined || (fired.score !== undefined && fired.score <= scoreUpTo)),
    fires: (event, { id }) =>
      event.type === 'survey-completed' ? { key: id, survey: event.survey, score: event.score } : undefined,
  }),
  'client-unhappy': {
    label: 'A client is unhappy',
    description: 'The satisfaction is under the threshold of the feedback sequence (C5).',
    fires: (event, { id }) =>
      firesOnce(event.type === 'survey-alert' && event.alert === 'unhappy-client', id),
  },
  'service-requested': {
    label: 'A client asked for a service',
    description: 'By an answer that is marked as a request for service (C5).',
    fires: (event, { id }) =>
      firesOnce(event.type === 'survey-alert' && event.alert === 'service-request', id),
  },
  'account-status-updated': {
    label: 'The integration status of the account was updated',
    description: 'Somebody changed it in the CRM: it fires for each lead of the account.',
    needs: 'crm',
    fires: (event) => plain(event.type === 'integration-status-updated' && event.object === 'account'),
  },
} satisfies Record<string, (Definition & { fields?: never }) | Conditional<Fields, never>>;

export type TriggerType = keyof typeof triggers;

/** Every trigger, in the order of the page. */
export const triggerTypes = Object.keys(triggers) as [TriggerType, ...TriggerType[]];

/** What a workflow waits for, with the values of its condition where it has one. */
export type Trigger = OneOf<typeof triggers>;
export const trigger = oneOf<Trigger>(triggerTypes, (type) => triggerOf(type).fields ?? {});

/** What of an activity fires a trigger. */
export const firing = z.object({
  trigger: z.enum(triggerTypes),
  /** Fires once per key and workflow: by default each event of an activity is one. */
  key: text,
  ...told,
});
export type Firing = z.output<typeof firing>;

/** What is known of a trigger. */
export function triggerOf(type: TriggerType): Definition & { fields?: Fields } {
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

/** Whether what fired meets the condition of a trigger of its type. A trigger that takes no values has none. */
export function meets(trigger: Trigger, fired: Fired): boolean {
  const definition: object = triggers[trigger.type];
  return !('meets' in definition) || (definition as Conditional<Fields, Trigger>).meets(trigger, fired);
}
