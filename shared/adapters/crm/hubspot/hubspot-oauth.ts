import * as z from 'zod/mini';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { jsonText } from '#shared/contracts/json-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmConnector, CrmOpening } from '#shared/ports/crm.ts';
import { accessTokens, refreshedTokens, type AccessToken, type AccessTokens } from '../access-tokens.ts';
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

const needed = (credentials: Readonly<Record<string, string>>, name: string, label: string): string => {
  const value = credentials[name];
  if (value === undefined || value === '')
    throw new CrmError(
      { kind: 'unauthorised' },
      `The ${label} of HubSpot is missing: connect again and give it.`,
    );
  return value;
};

/** A token, good until a minute before HubSpot ends it. */
function accessOf({ access_token: token, expires_in: seconds }: TokenAnswer, now: Instant): AccessToken {
  return { token, until: plusSeconds(now, Math.max(0, Math.min(seconds, 86_400) - 60)) };
}

/**
 * How calls for records are let in (B6): by a token that a refresh token gives; undefined: by that of a private app, which
 * there is no other of.
 */
export function callTokens(opening: CrmOpening): AccessTokens | undefined {
  const { settings, now } = opening;
  if (settings['flow'] !== 'oauth') return undefined;
  return refreshedTokens(opening, apiUrlOf(settings), async (credentials) => {
    const answer = await askToken(
      { settings, now },
      {
        grant_type: 'refresh_token',
        client_id: needed(credentials, 'clientId', 'client id'),
        client_secret: needed(credentials, 'clientSecret', 'client secret'),
        refresh_token: needed(credentials, 'refreshToken', 'refresh token'),
      },
      'HubSpot does not accept the refresh token any more: allow Relance again.',
    );
    return { access: accessOf(answer, now()), refreshToken: answer.refresh_token };
  });
}

/** The token of a private app. */
export function privateToken(credentials: CrmOpening['credentials']): string {
  return needed(credentials, 'accessToken', 'access token');
}

/** How the journal of changes is read: by the app itself. Undefined: the connection has no app. */
export function journalTokens({ settings, credentials, now }: CrmOpening): AccessTokens | undefined {
  const { clientId = '', clientSecret = '' } = credentials;
  if (clientId === '' || clientSecret === '') return undefined;
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: journalScopes.join(' '),
  };
  const refused = `HubSpot does not let the app read the journal of changes: give it the scopes ${journalScopes.slice(0, 3).join(', ')}, and look at client id and secret.`;
  return accessTokens(now, async () => accessOf(await askToken({ settings, now }, form, refused), now()));
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
