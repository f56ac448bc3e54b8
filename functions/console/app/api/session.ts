import { challengeOf, randomText } from './pkce.ts';

/** Where people sign in; `GET /console/config.json`. */
type SignInPlaces = { authorize: string; token: string; logout: string; clientId: string };

type Tokens = { idToken: string; refreshToken?: string | undefined; expiresAt: number };

/** A session that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 60_000;
const STARTED = 'relance.sign-in';
const CHANNEL = 'relance.sign-in';
/** How the state begins of a sign-in in a window of its own: nothing else of the window outlives the way there and back. */
const AGAIN = 'again.';

let places: SignInPlaces | undefined;
/** In memory alone: closing or reloading the page forgets them, and the sign-in page knows the person still. */
let tokens: Tokens | undefined;
let renewing: Promise<boolean> | undefined;
let waiting: { ended: Promise<void>; signedIn: () => void } | undefined;
const listeners = new Set<(ended: boolean) => void>();

/** Told when a session has ended and somebody must sign in again (true), and when that is done (false). */
export function onSessionEnded(listener: (ended: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const redirectUri = (): string => `${location.origin}/console/signed-in`;

async function signInPlaces(): Promise<SignInPlaces> {
  places ??= (await (await fetch('/console/config.json')).json()) as SignInPlaces;
  return places;
}

type Started = { state: string; verifier: string; returnTo: string };

/** Where to send a browser to sign in. What is needed afterwards is kept for this tab. */
async function authorizeAddress(returnTo: string, kind = ''): Promise<string> {
  const { authorize, clientId } = await signInPlaces();
  const started: Started = { state: `${kind}${randomText()}`, verifier: randomText(), returnTo };
  sessionStorage.setItem(STARTED, JSON.stringify(started));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: 'openid email profile',
    state: started.state,
    code_challenge: await challengeOf(started.verifier),
    code_challenge_method: 'S256',
  });
  return `${authorize}?${query}`;
}

/** Leaves for the sign-in page and comes back to the same address. */
export async function signIn(): Promise<never> {
  location.assign(await authorizeAddress(location.pathname + location.search + location.hash));
  return new Promise<never>(() => undefined);
}

/**
 * Ends a sign-in at `/console/signed-in`. In a window of its own it hands the code to the page that opened it.
 * @returns where to go on; undefined: this window has done its part
 */
export async function finishSignIn(search: URLSearchParams): Promise<string | undefined> {
  const code = search.get('code');
  const state = search.get('state');
  if (state?.startsWith(AGAIN) === true) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ code, state });
    channel.close();
    window.close();
    return undefined;
  }
  return exchange(code, state);
}

async function exchange(code: string | null, state: string | null): Promise<string> {
  const kept = sessionStorage.getItem(STARTED);
  sessionStorage.removeItem(STARTED);
  const started = kept === null ? undefined : (JSON.parse(kept) as Started);
  if (code === null || started?.state !== state) return '/console';
  await ask({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(),
    code_verifier: started.verifier,
  });
  return started.returnTo;
}

async function ask(form: Record<string, string>): Promise<void> {
  const { token, clientId } = await signInPlaces();
  const response = await fetch(token, {
    method: 'POST',
    body: new URLSearchParams({ ...form, client_id: clientId }),
  });
  if (!response.ok) throw new Error(`Signing in was refused (${response.status}).`);
  const given = (await response.json()) as { id_token: string; refresh_token?: string; expires_in: number };
  tokens = {
    idToken: given.id_token,
    refreshToken: given.refresh_token ?? tokens?.refreshToken,
    expiresAt: Date.now() + given.expires_in * 1000,
  };
}

/** Whether somebody is signed in on this page. */
export const isSignedIn = (): boolean => tokens !== undefined;

/** A token that is good for a minute at least; waits while somebody signs in again. */
export async function bearer(): Promise<string> {
  if (tokens === undefined) return signIn();
  if (Date.now() < tokens.expiresAt - RENEW_BEFORE_MS) return tokens.idToken;
  await renew();
  return tokens.idToken;
}

/** Renews the session; where it cannot be, the page keeps what was typed and waits until somebody has signed in again. */
export async function renew(): Promise<void> {
  renewing ??= renewOnce().finally(() => (renewing = undefined));
  if (await renewing) return;
  if (waiting === undefined) {
    let signedIn = (): void => undefined;
    const ended = new Promise<void>((resolve) => (signedIn = resolve));
    waiting = { ended, signedIn };
    for (const listener of listeners) listener(true);
  }
  await waiting.ended;
}

async function renewOnce(): Promise<boolean> {
  if (tokens?.refreshToken === undefined) return false;
  try {
    await ask({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
    return true;
  } catch {
    return false;
  }
}

/** Signs in again in a window of its own, so that this page stays as it is. */
export async function signInAgain(): Promise<void> {
  const here = location.pathname + location.search + location.hash;
  const opened = window.open('about:blank', CHANNEL, 'popup,width=480,height=640');
  if (opened === null) {
    // The browser lets no window be opened: what was typed is lost, as with any page that is left.
    location.assign(await authorizeAddress(here));
    return;
  }
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<{ code: string | null; state: string | null }>) => {
    channel.close();
    void exchange(data.code, data.state).then(() => {
      waiting?.signedIn();
      waiting = undefined;
      for (const listener of listeners) listener(false);
    });
  };
  opened.location.assign(await authorizeAddress(here, AGAIN));
}

/** Ends the session here and at the sign-in page. */
export async function signOut(): Promise<void> {
  const { logout, clientId } = await signInPlaces();
  tokens = undefined;
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${location.origin}/console` });
  location.assign(`${logout}?${query}`);
}
