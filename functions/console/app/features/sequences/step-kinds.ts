import {
  Contact,
  Mail,
  MailPlus,
  MessageCircle,
  MessageSquare,
  Phone,
  PhoneCall,
  Reply,
  SquareCheck,
  type LucideIcon,
} from 'lucide-react';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { TemplateKind } from '../templates/template-kinds.ts';
import type { StepType } from './types.ts';

type StepKind = {
  label: Message;
  /** What happens when it is due. */
  about: Message;
  /** The kind of template whose text it takes. */
  template: TemplateKind;
  /** It goes in the thread of an earlier mail. */
  isReply: boolean;
  /** It cannot be published without a text. */
  needsText: boolean;
  icon: LucideIcon;
};

const byHand = msg('A task: a person sends it');
const byItself = msg('Sent without anybody doing anything');
const mail = { template: 'mail', isReply: false, needsText: true } as const;
const reply = { ...mail, isReply: true } as const;
const text = { template: 'sms', isReply: false, needsText: true } as const;
const task = { template: 'task', isReply: false, needsText: false } as const;

/** What each type of step is called, and what it takes. */
export const stepKinds: Record<StepType, StepKind> = {
  'automated-mail': { ...mail, label: msg('Automated mail'), about: byItself, icon: Mail },
  mail: { ...mail, label: msg('Mail sent by hand'), about: byHand, icon: MailPlus },
  'automated-reply': { ...reply, label: msg('Automated reply'), about: byItself, icon: Reply },
  reply: { ...reply, label: msg('Reply sent by hand'), about: byHand, icon: Reply },
  'automated-sms': { ...text, label: msg('Automated SMS'), about: byItself, icon: MessageSquare },
  sms: { ...text, label: msg('SMS sent by hand'), about: byHand, icon: MessageSquare },
  call: { ...task, label: msg('Call'), about: msg('A task: a person calls'), icon: Phone },
  callback: { ...task, label: msg('Callback'), about: msg('A task: a person calls back'), icon: PhoneCall },
  whatsapp: { ...task, label: msg('WhatsApp message'), about: byHand, icon: MessageCircle },
  linkedin: { ...task, label: msg('LinkedIn message'), about: byHand, icon: Contact },
  custom: { ...task, label: msg('Other task'), about: msg('A task: a person does it'), icon: SquareCheck },
  'user-mail': {
    ...mail,
    template: 'user-mail',
    label: msg('Mail to a user'),
    about: byItself,
    icon: Mail,
  },
};

/** The types that people put into sequences, in the order of the list to choose from. */
export const choosableTypes = (Object.keys(stepKinds) as StepType[]).filter((type) => type !== 'user-mail');
