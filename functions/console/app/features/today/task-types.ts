import {
  CircleCheck,
  Mail,
  MessageCircle,
  MessageSquare,
  Phone,
  PhoneIncoming,
  Reply,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { Answer, ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';

export type Task = ItemOf<'GET /v1/tasks'>;
export type TaskType = Task['type'];
export type Draft = Answer<'GET /v1/tasks/{id}/draft'>;

/** What each type of task is called. The automated ones are never a task. */
export const typeLabels: Record<TaskType, Message> = {
  mail: msg('Mail'),
  reply: msg('Reply'),
  sms: msg('SMS'),
  call: msg('Call'),
  callback: msg('Callback'),
  whatsapp: msg('WhatsApp'),
  linkedin: msg('LinkedIn'),
  custom: msg('Other task'),
  'automated-mail': msg('Automated mail'),
  'automated-reply': msg('Automated reply'),
  'automated-sms': msg('Automated SMS'),
  'user-mail': msg('Mail to a user'),
};

export const typeIcons: Record<TaskType, LucideIcon> = {
  mail: Mail,
  reply: Reply,
  sms: MessageSquare,
  call: Phone,
  callback: PhoneIncoming,
  whatsapp: MessageCircle,
  linkedin: Users,
  custom: CircleCheck,
  'automated-mail': Mail,
  'automated-reply': Reply,
  'automated-sms': MessageSquare,
  'user-mail': Mail,
};

/** Types that people have tasks of, in the order of lists to choose from. */
export const taskTypes = [
  'mail',
  'reply',
  'sms',
  'call',
  'callback',
  'whatsapp',
  'linkedin',
  'custom',
] as const satisfies TaskType[];

/** Types of which a person can make a task outside of any sequence. */
export const customTypes = [
  'custom',
  'call',
  'callback',
  'whatsapp',
  'linkedin',
] as const satisfies TaskType[];

/** A task in a few words: what, and for whom. */
export const titleOf = ({ name, lead }: Task): string => [name, lead?.name].filter(Boolean).join(' · ');

/** Its message is sent from here. */
export const isMessage = (type: TaskType): boolean => ['mail', 'reply', 'sms'].includes(type);
/** It takes a duration. */
export const isCall = (type: TaskType): boolean => type === 'call' || type === 'callback';
