import * as z from 'zod/mini';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { jsonText } from '#shared/contracts/json-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmConnector, CrmOpening } from '#shared/ports/crm.ts';
import { HubspotRefusal } from './hubspot-faults.ts';
import { askHubspot } from './hubspot-transport.ts';
import { hubspotPaths } from './hubspot-version.ts';

/** Where HubSpot is, unless the settings say otherwise. */
const PUBLIC_URL = 'https://api.hubapi.com';
const AUTHORIZE_URL = 'https://app.hubspot.com/oauth/authorize';

/** What a connection asks to be allowed; those of the journal are asked for by the app itself. */
const hubspotScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
  'crm.schemas.companies.read',
] as const;
const journalScopes = [
  'developer.webhooks_journal.read',
  'developer.webhooks_journal.subscriptions.read',
  'developer.webhooks_journal.subscriptions.write',
  'crm.objects.contacts.read',
  'crm.objects.companies.read',
] as const;

/** The address of the API, without a slash at its end. */
export function apiUrlOf({ apiUrl = PUBLIC_URL }: Readonly<Record<string, string>>): string {
  return apiUrl.replace(/\/$/, '');
}

/** https://developers.hubspot.com/docs/api-reference/2026-03/authentication/manage-oauth-tokens */
const tokenAnswer = z.pipe(
  jsonText,
  z.object({ access_token: z.string(), expires_in: z.number(), refresh_token: z.optional(z.string()) }),
);
type TokenAnswer = z.output<typeof tokenAnswer>;

type Asking = { settings: Readonly<Record<string, string>>; now: () => Instant };

async function askToken(
  { settings, now }: Asking,
  form: Readonly<Record<string, string>>,
  refused: string,
): Promise<TokenAnswer> {
  try {
    const { text } = await askHubspot(
      {
        method: 'POST',
        url: new URL(`${apiUrlOf(settings)}${hubspotPaths.token}`),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
        writes: false,
      },
      now,
    );
    const answer = tokenAnswer.safeParse(text);
    if (!answer.success)
      throw new CrmError({ kind: 'unavailable' }, 'HubSpot answered for a token with something else.');
    return answer.data;
  } catch (error) {
    const isRefused =
      error instanceof HubspotRefusal || (error instanceof CrmError && error.fault.kind === 'unauthorised');
    if (isRefused) throw new CrmError({ kind: 'unauthorised' }, refused);
    throw error;
  }
}

/** An access token for calls; `renewed`: another one than that which was refused. */
export type Tokens = { current(): Promise<string>; renewed(): Promise<string | undefined> };

const needed = (credentials: Readonly<Record<string, string>>, name: string, label: string): string => {
  const value = credentials[name];
  if (value === undefined || value === '')
    throw new CrmError(
      { kind: 'unauthorised' },
      `The ${label} of HubSpot is missing: connect again and give it.`,
    );
  return value;
};

/** Keeps a token until a minute before it runs out. */
function kept(now: () => Instant, ask: () => Promise<TokenAnswer>): Tokens {
  let have: { token: string; until: Instant } | undefined;
  const renewed = async (): Promise<string> => {
    const { access_token: token, expires_in: seconds } = await ask();
    have = { token, until: plusSeconds(now(), Math.max(0, Math.min(seconds, 86_400) - 60)) };
    return token;
  };
  return {
    current: async () => (have !== undefined && have.until > now() ? have.token : renewed()),
    renewed,
  };
}

/** How calls for records are let in: by the token of a private app, or by one that a refresh token gives (B6). */
export function callTokens({ settings, credentials, now, keep }: CrmOpening): Tokens {
  if (settings['flow'] !== 'oauth')
    return {
      current: async () => needed(credentials, 'accessToken', 'access token'),
      renewed: async () => undefined,
    };
  let own = credentials;
  return kept(now, async () => {
    const answer = await askToken(
      { settings, now },
      {
        grant_type: 'refresh_token',
        client_id: needed(own, 'clientId', 'client id'),
        client_secret: needed(own, 'clientSecret', 'client secret'),
        refresh_token: needed(own, 'refreshToken', 'refresh token'),
      },
      'HubSpot does not accept the refresh token any more: allow Relance again.',
    );
    const { refresh_token: next } = answer;
    if (next !== undefined && next !== own['refreshToken']) {
      own = { ...own, refreshToken: next };
      // Before anything is done with it: a token that is lost here would be lost for good.
      await keep(own);
    }
    return answer;
  });
}

/** How the journal of changes is read: by the app itself. Undefined: the connection has no app. */
export function journalTokens({ settings, credentials, now }: CrmOpening): Tokens | undefined {
  const { clientId = '', clientSecret = '' } = credentials;
  if (clientId === '' || clientSecret === '') return undefined;
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: journalScopes.join(' '),
  };
  const refused = `HubSpot does not let the app read the journal of changes: give it the scopes ${journalScopes.slice(0, 3).join(', ')}, and look at client id and secret.`;
  return kept(now, () => askToken({ settings, now }, form, refused));
}

/** Where a person allows Relance in: one address for all data centres; next to the API where that is a stand-in. */
export const authorizeUrl: NonNullable<CrmConnector['authorizeUrl']> = ({
  settings,
  credentials,
  redirectUri,
  state,
}) => {
  const own = apiUrlOf(settings);
  const isHubspot = /^https:\/\/api(?:-[a-z0-9]{1,10})?\.hubapi\.com$/.test(own);
  const url = new URL(isHubspot ? AUTHORIZE_URL : `${own}/oauth/authorize`);
  url.search = new URLSearchParams({
    client_id: needed(credentials, 'clientId', 'client id'),
    redirect_uri: redirectUri,
    scope: hubspotScopes.join(' '),
    state,
  }).toString();
  return url.toString();
};

/** The credentials of a connection with the refresh token that a code stands for. */
export const redeem: NonNullable<CrmConnector['redeem']> = async ({
  settings,
  credentials,
  redirectUri,
  code,
}) => {
  const { refresh_token: refreshToken } = await askToken(
    { settings, now: () => systemClock.now() },
    {
      grant_type: 'authorization_code',
      client_id: needed(credentials, 'clientId', 'client id'),
      client_secret: needed(credentials, 'clientSecret', 'client secret'),
      redirect_uri: redirectUri,
      code,
    },
    'HubSpot does not accept the code: begin again, and look at client id, secret and redirect address.',
  );
  if (refreshToken === undefined)
    throw new CrmError({ kind: 'unavailable' }, 'HubSpot answered without a refresh token.');
  return { ...credentials, refreshToken };
};
