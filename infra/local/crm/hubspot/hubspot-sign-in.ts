import { HubspotReplyError, type HubspotReply } from './hubspot-reply.ts';

/** An app that is known to the stand-in, and where it may send people back to. */
export type HubspotApp = { clientId: string; clientSecret: string; redirects: readonly string[] };

type Token = { until: number; sort: 'calls' | 'journal' };

/** How long tokens are good for, in milliseconds. */
const lifetime = 1_800_000;
const journalScope = 'developer.webhooks_journal.read';

/**
 * Apps, codes and tokens. Made from https://developers.hubspot.com/docs/api-reference/2026-03/authentication/manage-oauth-tokens:
 * parameters in the body alone, codes once, access tokens for thirty minutes; refresh tokens stay, unless they are told
 * to rotate, and then the one before is good no more.
 */
export class HubspotSignIn {
  rotates = false;
  readonly privateTokens: Set<string>;
  readonly #tokens = new Map<string, Token>();
  readonly #codes = new Map<string, { clientId: string; redirect: string }>();
  readonly #refresh = new Set<string>();
  readonly #app: HubspotApp;
  readonly #now: () => number;
  #count = 0;

  constructor(app: HubspotApp, privateToken: string, now: () => number) {
    this.#app = app;
    this.privateTokens = new Set([privateToken]);
    this.#now = now;
  }

  /** What a bearer may do; undefined: nobody knows the token (any more). */
  bearer(authorization: string | undefined): 'private' | 'calls' | 'journal' | undefined {
    const token = /^Bearer (\S{1,500})$/.exec(authorization ?? '')?.[1] ?? '';
    if (this.privateTokens.has(token)) return 'private';
    const found = this.#tokens.get(token);
    return found !== undefined && found.until > this.#now() ? found.sort : undefined;
  }

  /** A refresh token as somebody would have it who allowed the app in. */
  allowed(): string {
    const token = this.#made('refresh');
    this.#refresh.add(token);
    return token;
  }

  /** Makes access tokens unknown; `all`: whatever else lets in as well. */
  forget({ all }: { all: boolean }): void {
    this.#tokens.clear();
    if (!all) return;
    this.#refresh.clear();
    this.privateTokens.clear();
  }

  /** The page on which a person allows the app in: a link back, with a code. */
  page(query: URLSearchParams): HubspotReply {
    const [clientId, redirect, state] = ['client_id', 'redirect_uri', 'state'].map(
      (name) => query.get(name) ?? '',
    ) as [string, string, string];
    const isKnown =
      clientId === this.#app.clientId && this.#app.redirects.some((known) => redirect.startsWith(known));
    if (!isKnown || !URL.canParse(redirect) || (query.get('scope') ?? '') === '')
      return {
        status: 400,
        html: '<!doctype html><title>HubSpot (stand-in)</title><p>This app or its redirect address is not known here.',
      };
    const code = this.#made('code');
    this.#codes.set(code, { clientId, redirect });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    if (state !== '') back.searchParams.set('state', state);
    const href = back.toString().replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return {
      status: 200,
      html: `<!doctype html><title>HubSpot (stand-in)</title><p>Relance asks for access to this account. <a href="${href}">Allow</a>`,
    };
  }

  token(form: URLSearchParams): HubspotReply {
    if (form.get('client_id') !== this.#app.clientId || form.get('client_secret') !== this.#app.clientSecret)
      throw new HubspotReplyError(400, 'BAD_CLIENT_ID', 'missing or invalid client id or secret');
    switch (form.get('grant_type')) {
      case 'client_credentials':
        if (!(form.get('scope') ?? '').split(' ').includes(journalScope))
          throw new HubspotReplyError(400, 'BAD_SCOPES', 'missing or unknown scopes');
        return this.#answer('journal', {});
      case 'authorization_code': {
        const code = this.#codes.get(form.get('code') ?? '');
        this.#codes.delete(form.get('code') ?? '');
        if (code === undefined || code.redirect !== form.get('redirect_uri'))
          throw new HubspotReplyError(400, 'BAD_AUTH_CODE', 'missing or unknown auth code');
        return this.#answer('calls', { refresh_token: this.allowed() });
      }
      case 'refresh_token': {
        const token = form.get('refresh_token') ?? '';
        if (!this.#refresh.has(token))
          throw new HubspotReplyError(400, 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
        if (!this.rotates) return this.#answer('calls', { refresh_token: token });
        this.#refresh.delete(token);
        return this.#answer('calls', { refresh_token: this.allowed() });
      }
      case null:
      default:
        throw new HubspotReplyError(400, 'BAD_GRANT_TYPE', 'missing or unknown grant type');
    }
  }

  #answer(sort: Token['sort'], more: { refresh_token?: string }): HubspotReply {
    const token = this.#made('access');
    this.#tokens.set(token, { sort, until: this.#now() + lifetime });
    return {
      status: 200,
      unmetered: true,
      body: { token_type: 'bearer', access_token: token, expires_in: lifetime / 1_000, ...more },
    };
  }

  #made(sort: string): string {
    this.#count += 1;
    return `local-${sort}-${this.#count}`;
  }
}
