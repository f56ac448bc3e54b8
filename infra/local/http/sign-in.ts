import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from '#shared/domain/people/people.ts';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import { refusalOfOrigin } from '../local-requests.ts';
import type { LocalPage } from './gateway.ts';
import { sendPage } from './html-page.ts';
import type { Issuer } from './issuer.ts';

/** Where the documentation page keeps the token that it sends, for as long as its tab is open. */
const tokenKept = 'relance-token';

const script = `
const token=document.getElementById('token');
sessionStorage.setItem('${tokenKept}',token.value);
const copy=document.getElementById('copy');
copy.addEventListener('click',async()=>{
  token.select();
  await navigator.clipboard.writeText(token.value).then(()=>{copy.textContent='Copied'},()=>{copy.textContent='Selected: copy it with the keyboard'});
});
`;

/** The users of this machine. */
export type LocalUsers = { get(id: string): Promise<User | undefined>; list(): Promise<readonly User[]> };

/**
 * Signs in as any user of this machine, without a password: `GET /sign-in?user=<id>`. A program gets the bare token; a
 * browser gets a page that shows it, and leaves it where the documentation page of the same tab finds it. There is no
 * cookie: the API takes a bearer token and nothing else, here as when deployed. What is made by `PUT /v1/users/{id}` can
 * sign in at once; who is switched off cannot.
 */
export function signIn(users: LocalUsers, issuer: Issuer): LocalPage {
  return async (incoming, outgoing, url) => {
    if (url.pathname !== '/sign-in') return false;
    const refused = refusalOfOrigin(incoming) ?? refusalOfSite(incoming);
    if (refused !== undefined) {
      say(incoming, outgoing, refused.status, refused.why);
      return true;
    }
    const id = url.searchParams.get('user') ?? '';
    const user = id === '' ? undefined : await users.get(id);
    if (incoming.method !== 'GET') say(incoming, outgoing, 405, 'Signing in is a GET.');
    else if (id === '') say(incoming, outgoing, 400, 'Say who signs in: /sign-in?user=<id>.');
    else if (user === undefined)
      say(incoming, outgoing, 404, `There is no user “${id}”: make it with PUT /v1/users/${id} first.`);
    else if (!user.active)
      say(incoming, outgoing, 403, `“${id}” is switched off: an admin can switch it on again.`);
    else {
      const { organisation, role, email } = user;
      const token = await issuer.token({ organisation, userId: id, role, email });
      if (wantsPage(incoming)) sendPage(outgoing, 200, { ...pageOf(user, token, url.origin), script });
      else sendText(outgoing, 200, token);
    }
    return true;
  };
}

/** A page of another site may not lead a browser here either. */
function refusalOfSite({ headers }: IncomingMessage): { status: 403; why: string } | undefined {
  return headers['sec-fetch-site'] === 'cross-site'
    ? { status: 403, why: 'Pages of other sites may not sign in: open the address yourself.' }
    : undefined;
}

/** Whether a browser asks, which says so; curl takes anything. */
const wantsPage = ({ headers }: IncomingMessage): boolean => headers.accept?.includes('text/html') === true;

function say(incoming: IncomingMessage, outgoing: ServerResponse, status: number, why: string): void {
  if (!wantsPage(incoming)) {
    sendText(outgoing, status, why);
    return;
  }
  const body = `<h1>Not signed in</h1><p>${escapeHtml(why)}</p><p><a href="/">Who is there</a></p>`;
  sendPage(outgoing, status, { title: 'Not signed in', body });
}

function sendText(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  outgoing.end(`${text}\n`);
}

function pageOf({ id, name, role }: User, token: string, origin: string): { title: string; body: string } {
  const address = `${origin}/sign-in?user=${encodeURIComponent(id)}`;
  const body =
    `<h1>Signed in as ${escapeHtml(name)}</h1>` +
    `<p class="soft"><code>${escapeHtml(id)}</code> · ${role.replaceAll('_', ' ')}</p>` +
    '<p>The documentation in this tab sends what you try in this name, until the tab is closed.</p>' +
    '<p><a class="go" href="/docs">Open the documentation</a></p>' +
    '<h2>For programs</h2>' +
    '<p class="soft">The same address gives a program the bare token, which is good for a year on this machine:</p>' +
    `<pre>TOKEN=$(curl -s '${escapeHtml(address)}')\ncurl -H "authorization: Bearer $TOKEN" ${escapeHtml(origin)}/v1/me</pre>` +
    `<h2><label for="token">Token</label></h2><textarea id="token" readonly spellcheck="false">${escapeHtml(token)}</textarea>` +
    '<p><button type="button" id="copy">Copy</button></p>' +
    '<p><a href="/">Sign in as somebody else</a></p>';
  return { title: `Signed in as ${name}`, body };
}
