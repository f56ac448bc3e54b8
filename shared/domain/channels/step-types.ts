import { channels, type Channel, type MessageChannel } from './channels.ts';

type StepKind = {
  /** Sent by the engine, without a person. */
  automated: boolean;
  /** The channel of what it sends or shows, which its template must be of. */
  template: Channel;
  /** Capacity drawn on when the step comes due. */
  lane: Channel;
  /** Goes in the thread of an earlier mail (D6). */
  reply: boolean;
  /** The field of the lead without which nothing can be done (D7); undefined: it needs none. */
  needs: 'email' | 'phone' | undefined;
  /** It takes a duration when it is completed. */
  timed: boolean;
};

const automated = { automated: true, reply: false, timed: false } as const;
const manual = { automated: false, lane: 'task', reply: false, timed: false } as const;

/**
 * The kinds of step (A15) and what each is. A reply follows the rules of mail, an automated reply those of automated
 * mail (A7). The one table of step types: a further one is an entry here.
 */
export const stepKinds = {
  'automated-mail': {
    ...automated,
    template: 'mail',
    lane: 'mail',
    needs: 'email',
  },
  mail: { ...manual, template: 'mail', needs: 'email' },
  'automated-reply': {
    ...automated,
    template: 'mail',
    lane: 'mail',
    reply: true,
    needs: 'email',
  },
  reply: { ...manual, template: 'mail', reply: true, needs: 'email' },
  'automated-sms': { ...automated, template: 'sms', lane: 'sms', needs: 'phone' },
  sms: { ...manual, template: 'sms', needs: 'phone' },
  'user-mail': { ...automated, template: 'user-mail', lane: 'user-mail', needs: undefined },
  call: { ...manual, template: 'task', needs: 'phone', timed: true },
  whatsapp: { ...manual, template: 'task', needs: 'phone' },
  linkedin: { ...manual, template: 'task', needs: undefined },
  callback: { ...manual, template: 'task', needs: undefined, timed: true },
  custom: { ...manual, template: 'task', needs: undefined },
} as const satisfies Record<string, StepKind>;

export type StepType = keyof typeof stepKinds;

/** What one step of a type is called, within a sentence: apart, so that functions that say nothing do not carry it. */
const stepTypeNames: Record<StepType, string> = {
  'automated-mail': 'an automated mail',
  mail: 'a mail',
  'automated-reply': 'an automated reply',
  reply: 'a reply',
  'automated-sms': 'an automated SMS',
  sms: 'an SMS',
  'user-mail': 'a mail to a user',
  call: 'a call',
  whatsapp: 'a WhatsApp message',
  linkedin: 'a LinkedIn message',
  callback: 'a callback',
  custom: 'a custom task',
};

/** What one step of a type is called, within a sentence. */
export function describeStepType(type: StepType): string {
  return stepTypeNames[type];
}

/** Every step type, in the order of the table. */
export const stepTypes = Object.keys(stepKinds) as [StepType, ...StepType[]];

/** The step types that people put into sequences; a mail to users is of automations alone (E1). */
export const sequenceStepTypes = stepTypes.filter(
  (type): type is Exclude<StepType, 'user-mail'> => !channels[stepKinds[type].template].toUsers,
);

/** Step types of which a person may make a task outside of any sequence: those that send nothing. */
export function customTaskTypes(): StepType[] {
  return stepTypes.filter((type) => messageChannelOf(type) === undefined);
}

/** The channel by which the message of a step goes out, whoever sends it; undefined: it has none, or not by the product. */
export function messageChannelOf(type: StepType): MessageChannel | undefined {
  const { template } = stepKinds[type];
  return template === 'task' ? undefined : template;
}
