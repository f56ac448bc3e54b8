import { msg, type Message } from '../i18n/i18n.ts';
import type { Me } from './me.tsx';

/** A place of the menu: where it is, what it is called, and from which role on it is shown. */
export type Place = { to: string; label: Message; role: Me['role']; keys?: string };
type Group = { label?: Message; places: readonly Place[] };

/** The menu. `keys`: what leads there when pressed one after the other. */
export const menu: readonly Group[] = [
  {
    places: [
      { to: '/today', label: msg('Today'), role: 'user', keys: 'g t' },
      { to: '/leads', label: msg('Leads'), role: 'user', keys: 'g l' },
      { to: '/replies', label: msg('Replies'), role: 'user', keys: 'g r' },
      { to: '/sequences', label: msg('Sequences'), role: 'user', keys: 'g s' },
      { to: '/templates', label: msg('Templates'), role: 'user', keys: 'g m' },
      { to: '/capacity', label: msg('Capacity'), role: 'user', keys: 'g c' },
    ],
  },
  {
    label: msg('Automation'),
    places: [
      { to: '/filters', label: msg('Filters'), role: 'user' },
      { to: '/automations', label: msg('Automations'), role: 'admin' },
      { to: '/workflows', label: msg('Workflows'), role: 'admin' },
      { to: '/surveys', label: msg('Surveys'), role: 'user' },
      { to: '/feedback', label: msg('Feedback sequences'), role: 'user' },
    ],
  },
  {
    label: msg('Connected services'),
    places: [
      { to: '/connections', label: msg('Connections'), role: 'admin' },
      { to: '/crm-rules', label: msg('CRM rules'), role: 'admin' },
      { to: '/incoming', label: msg('Calls and bookings'), role: 'admin' },
    ],
  },
  {
    label: msg('Delivery'),
    places: [
      { to: '/deliverability', label: msg('Deliverability'), role: 'admin' },
      { to: '/unknown', label: msg('Unknown outcomes'), role: 'user' },
      { to: '/suppressions', label: msg('Suppression list'), role: 'manager' },
      { to: '/domain', label: msg('Sending domain'), role: 'admin' },
      { to: '/webhooks', label: msg('Webhooks'), role: 'user' },
      { to: '/jobs', label: msg('Jobs'), role: 'user' },
    ],
  },
  {
    label: msg('Organisation'),
    places: [
      { to: '/settings', label: msg('Settings'), role: 'user', keys: 'g e' },
      { to: '/users', label: msg('Users and groups'), role: 'user' },
      { to: '/me', label: msg('My account'), role: 'user' },
    ],
  },
];
