import { msg, type Message } from '../../i18n/i18n.ts';

type Words = { label: Message; hint: Message };

/** What connecting takes, by kind and name; what stands not here is said in the words of the API. */
export const fieldWords: Readonly<Record<string, Words>> = {
  'salesforce.domain': {
    label: msg('My Domain address'),
    hint: msg('Such as https://acme.my.salesforce.com: in Salesforce under Setup → My Domain.'),
  },
  'salesforce.flow': {
    label: msg('How Relance signs in'),
    hint: msg('If you are not sure, take the first.'),
  },
  'salesforce.clientId': {
    label: msg('Consumer key'),
    hint: msg('Of your External Client App, under Settings → OAuth → Consumer Key and Secret.'),
  },
  'salesforce.clientSecret': {
    label: msg('Consumer secret'),
    hint: msg('It is shown beside the consumer key.'),
  },
  'salesforce.username': {
    label: msg('User'),
    hint: msg('The name of the user whom Relance signs in as.'),
  },
  'salesforce.privateKey': {
    label: msg('Private key'),
    hint: msg('In PEM, that of the certificate which the app knows.'),
  },
  'salesforce.refreshToken': {
    label: msg('Refresh token'),
    hint: msg('Written by Relance when somebody has allowed it.'),
  },
  'hubspot.refreshToken': {
    label: msg('Refresh token'),
    hint: msg('Written by Relance when somebody has allowed it.'),
  },
  'hubspot.flow': { label: msg('How Relance signs in'), hint: msg('If you are not sure, take the first.') },
  'hubspot.portalId': {
    label: msg('Hub ID'),
    hint: msg(
      'The number of your account, at the top right in HubSpot. Changes of other accounts are left alone.',
    ),
  },
  'hubspot.apiUrl': {
    label: msg('API address'),
    hint: msg('Leave it empty, unless HubSpot told you another.'),
  },
  'hubspot.accessToken': {
    label: msg('Access token'),
    hint: msg('Of your private app: Settings → Integrations → Private Apps.'),
  },
  'hubspot.clientId': {
    label: msg('Client ID'),
    hint: msg('Of your app, under Auth. With it Relance also reads the journal of changes.'),
  },
  'hubspot.clientSecret': {
    label: msg('Client secret'),
    hint: msg('Of your app. It also proves that what HubSpot pushes is its own.'),
  },
  'calendly.signingKey': {
    label: msg('Signing key'),
    hint: msg(
      'A long text of your own choice: give Calendly the same one when you make the webhook subscription.',
    ),
  },
  'ringover.apiUrl': {
    label: msg('API address'),
    hint: msg('Leave it empty, unless Ringover told you another.'),
  },
  'ringover.apiKey': {
    label: msg('API key'),
    hint: msg('With the right to read calls: each call is read again before it counts.'),
  },
  'aircall.apiUrl': {
    label: msg('API address'),
    hint: msg('Leave it empty, unless Aircall told you another.'),
  },
  'aircall.webhookToken': {
    label: msg('Webhook token'),
    hint: msg(
      'Aircall shows it once the webhook is created. Until then write anything here, create the webhook with the address of the next step, and come back.',
    ),
  },
  'aircall.apiId': { label: msg('API ID'), hint: msg('Each call is read again before it counts.') },
  'aircall.apiToken': { label: msg('API token'), hint: msg('It belongs to the API ID.') },
  'generic.secret': {
    label: msg('Signing secret'),
    hint: msg('Of Standard Webhooks: it begins with whsec_. The telephone system signs with the same one.'),
  },
};

/** Ways to sign in, in words. */
export const optionWords: Readonly<Record<string, Message>> = {
  'client-credentials': msg('By the app itself (client credentials)'),
  'jwt-bearer': msg('By a certificate (JWT bearer)'),
  'web-server': msg('A person allows it in the browser'),
  'private-app': msg('By the access token of a private app'),
  oauth: msg('A person allows it in the browser'),
};

type Need = 'needed' | 'optional';
/** Which values a way to sign in takes; those that no way names are always asked. */
const byFlow: Readonly<Record<string, Readonly<Record<string, Need>>>> = {
  'client-credentials': { clientId: 'needed', clientSecret: 'needed' },
  'jwt-bearer': { clientId: 'needed', username: 'needed', privateKey: 'needed' },
  'web-server': { clientId: 'needed', clientSecret: 'needed' },
  'private-app': { accessToken: 'needed', clientId: 'optional', clientSecret: 'optional' },
  oauth: { clientId: 'needed', clientSecret: 'needed' },
};
const ofSome = new Set(Object.values(byFlow).flatMap((needs) => Object.keys(needs)));

/** Whether a value is asked for with this way to sign in, and whether it may be left out; Relance writes refresh tokens itself. */
export function needOf(
  field: { name: string; optional: boolean },
  flow: string | undefined,
): Need | 'not-asked' {
  const { name, optional } = field;
  if (name === 'refreshToken') return 'not-asked';
  const needs = flow === undefined ? undefined : byFlow[flow];
  if (needs === undefined || !ofSome.has(name)) return optional ? 'optional' : 'needed';
  return needs[name] ?? 'not-asked';
}
