/** The kinds of step (A15). */
export const stepTypes = [
  'automated-mail',
  'mail',
  'automated-reply',
  'reply',
  'automated-sms',
  'sms',
  'call',
  'whatsapp',
  'linkedin',
  'callback',
  'custom',
] as const;
export type StepType = (typeof stepTypes)[number];

/** What capacity a step draws on: mails of A3, texts of A4, tasks of A9. */
export type Channel = 'mail' | 'sms' | 'task';

type StepKind = {
  /** Sent by the engine, without a person. */
  automated: boolean;
  /** What its template must be; undefined: no template needed. */
  template: 'mail' | 'sms' | 'task';
  /** Capacity drawn on when the step comes due. */
  lane: Channel;
  /** Goes in the thread of an earlier mail (D6). */
  reply: boolean;
};

/** What each step type is. A reply follows the rules of mail, an automated reply those of automated mail (A7). */
export const stepKinds = {
  'automated-mail': { automated: true, template: 'mail', lane: 'mail', reply: false },
  mail: { automated: false, template: 'mail', lane: 'task', reply: false },
  'automated-reply': { automated: true, template: 'mail', lane: 'mail', reply: true },
  reply: { automated: false, template: 'mail', lane: 'task', reply: true },
  'automated-sms': { automated: true, template: 'sms', lane: 'sms', reply: false },
  sms: { automated: false, template: 'sms', lane: 'task', reply: false },
  call: { automated: false, template: 'task', lane: 'task', reply: false },
  whatsapp: { automated: false, template: 'task', lane: 'task', reply: false },
  linkedin: { automated: false, template: 'task', lane: 'task', reply: false },
  callback: { automated: false, template: 'task', lane: 'task', reply: false },
  custom: { automated: false, template: 'task', lane: 'task', reply: false },
} as const satisfies Record<StepType, StepKind>;
