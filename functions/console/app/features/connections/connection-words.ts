import type { Answer, ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';

/** A service that can be connected. */
export type Service = ItemOf<'GET /v1/connections'>;
export type ServiceField = Service['fields'][number];
export type Kind = Service['kind'];
export type Connection = Answer<'GET /v1/connections/{kind}'>;
export type Health = Connection['health'];
export type Trouble = NonNullable<Health['problem']>['trouble'];
export type CrmObject = NonNullable<ItemOf<'GET /v1/connections/{kind}/writes'>['object']>;

/** What the services of a sort are for, in the order of the page. */
export const sorts: Record<Service['sort'], { label: Message; about: Message }> = {
  crm: {
    label: msg('CRM'),
    about: msg('Where your leads and accounts are kept: they come in, and what happens to them goes back.'),
  },
  calendar: {
    label: msg('Calendar'),
    about: msg('A demo that a lead books, moves or cancels appears in its history and starts workflows.'),
  },
  calls: {
    label: msg('Telephone'),
    about: msg(
      'Calls to and from leads appear in their history, give points, start workflows and can complete the open call task.',
    ),
  },
};
export const sortNames = Object.keys(sorts) as Service['sort'][];

/** What a service is connected for, in a line. */
export const purposes: Record<Kind, Message> = {
  salesforce: msg('Leads, contacts and accounts in and out; statuses, owners and activities back.'),
  hubspot: msg('Contacts and companies in and out; statuses, owners and activities back.'),
  calendly: msg('Demos that are booked, moved or cancelled.'),
  ringover: msg('Calls that are made, received and missed, with length and recording.'),
  aircall: msg('Calls that are made, received and missed, with length and recording.'),
  generic: msg('Calls told by any system that signs by Standard Webhooks.'),
};

export const healthStates: Record<Health['state'], { label: Message; tone: Tone }> = {
  good: { label: msg('Works'), tone: 'good' },
  waiting: { label: msg('Waiting'), tone: 'accent' },
  troubled: { label: msg('Needs you'), tone: 'bad' },
  paused: { label: msg('Paused'), tone: 'warn' },
};

/** What is wrong, and what to mend. */
export const troubleWords: Record<Trouble, { what: Message; mend: Message }> = {
  unauthorised: {
    what: msg('The service no longer lets Relance in.'),
    mend: msg(
      'Give new values in the set-up, or allow Relance again. Nothing is lost: it goes on from where it stopped.',
    ),
  },
  allowance: {
    what: msg('The calls that the service allows in a day are nearly used up.'),
    mend: msg(
      'Relance waits until the service gives new ones. If this comes often, raise the allowance there or read fewer fields.',
    ),
  },
  mapping: {
    what: msg('The mapping no longer fits the CRM.'),
    mend: msg('A field was deleted or changed there: fix it in the mapping.'),
  },
  unavailable: {
    what: msg('The service does not answer as it should.'),
    mend: msg('Relance tries again automatically. If it lasts, look at the status page of the service.'),
  },
  lagging: {
    what: msg('Changes come in late.'),
    mend: msg(
      'There is more to read than can be read at once. It catches up automatically; pause an import if one is under way.',
    ),
  },
};

export const refusals: Record<keyof Required<Health['refused']>, Message> = {
  forged: msg('Not signed by the service'),
  replayed: msg('Too old, or seen before'),
  malformed: msg('Not to be read'),
  foreign: msg('Of another account'),
  oversized: msg('Too large'),
};

/** What things are called in a CRM, in many and alone. */
export const objectNames: Record<CrmObject, { many: Message; one: Message }> = {
  lead: { many: msg('Leads'), one: msg('Lead') },
  contact: { many: msg('Contacts'), one: msg('Contact') },
  account: { many: msg('Accounts'), one: msg('Account') },
};

/** A service where leads and accounts are kept. */
export type CrmKind = Answer<'GET /v1/connections/{kind}/mapping'>['kind'];

/** What a CRM has: HubSpot has no leads, its contacts are the people. */
const crms: Record<CrmKind, readonly CrmObject[]> = {
  salesforce: ['lead', 'contact', 'account'],
  hubspot: ['contact', 'account'],
};
export const objectsOf = (kind: CrmKind): readonly CrmObject[] => crms[kind];

export const isCrm = (kind: string): kind is CrmKind => Object.hasOwn(crms, kind);

/** Ways to sign in that a person allows in the browser. */
const inBrowser = ['web-server', 'oauth'];
export const isAllowedInBrowser = ({ settings }: Pick<Connection, 'settings'>): boolean =>
  inBrowser.includes(settings['flow'] ?? '');
