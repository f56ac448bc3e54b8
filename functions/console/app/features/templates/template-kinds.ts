import type { Answer, ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';

export type ListedTemplate = ItemOf<'GET /v1/templates'>;
export type Template = Answer<'GET /v1/templates/{id}'>;
export type TemplateKind = ListedTemplate['kind'];

type Kind = {
  label: Message;
  /** What it is used for. */
  about: Message;
  /** It has a subject and HTML. */
  isMail: boolean;
};

/** What the kinds of templates are called, and what each has. */
export const templateKinds: Record<TemplateKind, Kind> = {
  mail: { label: msg('Mail'), about: msg('For mails and replies to leads.'), isMail: true },
  sms: { label: msg('SMS'), about: msg('For texts to the phone of leads.'), isMail: false },
  task: {
    label: msg('Task'),
    about: msg('Shown with a call, a LinkedIn message or another task: what to say or do.'),
    isMail: false,
  },
  'user-mail': {
    label: msg('Mail to users'),
    about: msg('For mails of automations to your colleagues.'),
    isMail: true,
  },
};
export const templateKindNames = Object.keys(templateKinds) as TemplateKind[];
