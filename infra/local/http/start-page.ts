import type { User } from '#shared/domain/people/people.ts';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import type { LocalPage } from './gateway.ts';
import { sendPage } from './html-page.ts';
import type { LocalUsers } from './sign-in.ts';

/** `GET /` on this machine: what is here, and who can sign in. */
export function startPage(users: LocalUsers): LocalPage {
  return async (incoming, outgoing, url) => {
    if (url.pathname !== '/' || incoming.method !== 'GET') return false;
    sendPage(outgoing, 200, { title: 'This machine', body: bodyOf(await users.list(), url.origin) });
    return true;
  };
}

function bodyOf(users: readonly User[], origin: string): string {
  const card = (href: string, name: string, about: string): string =>
    `<a href="${href}"><b>${name}</b>${about}</a>`;
  return (
    '<h1>Relance on this machine</h1>' +
    '<p class="soft">The whole system, on fakes of AWS. No mail and no text leaves this machine.</p>' +
    '<div class="cards">' +
    card('/console', 'Console', 'Leads, sequences, tasks and settings, as people see them.') +
    card('/mailbox', 'Mailbox', 'What was sent. Answer it, click in it, let it bounce.') +
    card(
      '/stand-ins',
      'Stand-ins',
      'A CRM, a calendar and telephone systems to connect, and what happens in them.',
    ) +
    card('/docs', 'Documentation', 'Every operation of the API. Sign in to try them.') +
    card('/openapi.json', 'openapi.json', 'The same for programs.') +
    '</div><h2>A token for the documentation</h2>' +
    '<div class="table"><table><thead><tr><th>User</th><th>Role</th><th></th></tr></thead><tbody>' +
    users.map(rowOf).join('') +
    '</tbody></table></div>' +
    `<p class="soft">Whoever is made with <code>PUT /v1/users/{id}</code> can sign in at <code>${escapeHtml(origin)}/sign-in?user={id}</code>, without a password; a program that asks there gets the bare token.</p>`
  );
}

function rowOf({ id, name, role, active }: User): string {
  const action = active
    ? `<a href="/sign-in?user=${encodeURIComponent(id)}">Sign in</a>`
    : '<span class="soft">switched off</span>';
  return `<tr><td>${escapeHtml(name)} <span class="soft">${escapeHtml(id)}</span></td><td>${role.replaceAll('_', ' ')}</td><td>${action}</td></tr>`;
}
