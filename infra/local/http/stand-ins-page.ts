import type { IncomingMessage } from 'node:http';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import { readBody } from '../aws/server.ts';
import { postMessage, type Message } from '../crm/message.ts';
import { answerBy } from '../crm/server.ts';
import type { StandIns } from '../crm/stand-ins.ts';
import { refusalOfOrigin } from '../local-requests.ts';
import type { LocalPage } from './gateway.ts';
import { sendPage } from './html-page.ts';

/** Under which path the stand-ins of services lie, and the page by which a person has them do something. */
export const STAND_INS = '/stand-ins';
const MOST_BYTES = 10_000;
/** Leads that the page shows, the newest first. */
const SHOWN = 12;

type Form = Readonly<Record<string, string>>;

/** The stand-ins under their names, as services are asked; and a page that has them do what happens out there. */
export function standInsPage(standIns: StandIns): LocalPage {
  const addresses = new Map<string, string>();
  let said = '';
  return async (incoming, outgoing, url) => {
    if (url.pathname.startsWith(`${STAND_INS}/`) && !url.pathname.startsWith(`${STAND_INS}/do/`)) {
      await answerBy(standIns, incoming, outgoing, STAND_INS);
      return true;
    }
    if (url.pathname === STAND_INS && incoming.method === 'GET') {
      const body = pageOf(standIns, addresses, said);
      sendPage(outgoing, 200, { title: 'Stand-ins of services', body, forms: true });
      return true;
    }
    const [, what = ''] = /^\/stand-ins\/do\/([a-z-]{1,30})$/.exec(url.pathname) ?? [];
    if (incoming.method !== 'POST' || what === '') return false;
    const refused = refusalOfOrigin(incoming);
    said = refused?.why ?? (await act(standIns, addresses, what, await formOf(incoming)));
    outgoing.writeHead(303, { location: STAND_INS }).end();
    return true;
  };
}

async function formOf(incoming: IncomingMessage): Promise<Form> {
  const body = await readBody(incoming, MOST_BYTES);
  return Object.fromEntries(new URLSearchParams(body?.toString('utf8') ?? ''));
}

/** Does what a form asks for; says what came of it. */
async function act(
  standIns: StandIns,
  addresses: Map<string, string>,
  what: string,
  form: Form,
): Promise<string> {
  const { salesforce, hubspot, calendly, aircall, ringover, generic } = standIns;
  const { email = '', name = '', phone = '', status = '', id = '' } = form;
  const [first = '', ...rest] = name.split(' ');
  const last = rest.join(' ') || 'Unknown';
  const seconds = Math.min(Number(form['seconds']) || 0, 86_400);
  const tell = (kind: string, message: Message) => post(addresses, kind, form['address'] ?? '', message);
  switch (what) {
    case 'salesforce-lead':
      salesforce.driver.seed('Lead', {
        ...{ FirstName: first, LastName: last, Email: email, Company: 'Unknown', Country: 'France' },
        Status: 'Open - Not Contacted',
      });
      return `${name} is a lead in Salesforce. Its changes are read every five minutes.`;
    case 'salesforce-status':
      salesforce.driver.change('Lead', id, { Status: status });
      return `The status is now “${status}” in Salesforce.`;
    case 'hubspot-contact':
      hubspot.driver.create('contacts', { firstname: first, lastname: last, email });
      return `${name} is a contact in HubSpot. Its changes are read every five minutes.`;
    case 'calendly':
      return tell('calendly', calendly.book({ email, name, startsAt: inTwoDays() }).message);
    case 'aircall':
      return tell('aircall', aircall.message(aircall.call({ phone, seconds, missed: seconds === 0 })));
    case 'ringover':
      return tell('ringover', ringover.message(ringover.call({ phone, seconds, missed: seconds === 0 })));
    case 'generic':
      return tell('generic', generic.message({ phone, seconds, missed: seconds === 0 }));
    default:
      return 'There is no such thing to do.';
  }
}

const inTwoDays = (): string => new Date(Date.now() + 2 * 86_400_000).toISOString();

async function post(
  addresses: Map<string, string>,
  kind: string,
  address: string,
  message: Message,
): Promise<string> {
  const isOurs = URL.canParse(address) && ['127.0.0.1', 'localhost'].includes(new URL(address).hostname);
  if (!isOurs) return 'Give the address that the console showed when the service was connected.';
  addresses.set(kind, address);
  const answer = await postMessage(address, message);
  return answer === 200 ? 'It was told, and believed.' : `It was told, and answered with ${answer}.`;
}

function pageOf(standIns: StandIns, addresses: ReadonlyMap<string, string>, said: string): string {
  const field = (label: string, name: string, value = '', type = 'text'): string =>
    `<label>${label} <input name="${name}" type="${type}" value="${escapeHtml(value)}" required></label> `;
  const form = (what: string, fields: string, button: string): string =>
    `<form method="post" action="${STAND_INS}/do/${what}">${fields}<button>${button}</button></form>`;
  const address = (kind: string): string => field('Address', 'address', addresses.get(kind), 'url');
  const call = (kind: string): string =>
    form(
      kind,
      address(kind) + field('From', 'phone', '+33612345678') + field('Seconds (0: missed)', 'seconds', '90'),
      'Call',
    );
  const person =
    field('Name', 'name', 'Zoé Marchand') + field('Mail', 'email', 'zoe.marchand@example.com', 'email');
  return (
    '<h1>Stand-ins of services</h1>' +
    '<p class="soft">Small imitations on this machine, to try connections with: connect one in the console, by “Try with the stand-in”. All but Salesforce forget everything when the system stops.</p>' +
    (said === '' ? '' : `<p role="status"><b>${escapeHtml(said)}</b></p>`) +
    `<h2>Salesforce</h2>${form('salesforce-lead', person, 'Make a lead')}${leadsOf(standIns)}` +
    `<h2>HubSpot</h2>${form('hubspot-contact', person, 'Make a contact')}` +
    `<h2>Calendly</h2>${form('calendly', address('calendly') + person, 'Book a demo')}` +
    `<h2>Aircall</h2>${call('aircall')}<h2>Ringover</h2>${call('ringover')}` +
    `<h2>Any telephone system</h2>${call('generic')}`
  );
}

function leadsOf({ salesforce }: StandIns): string {
  const { rows, schema } = salesforce.driver.store;
  const statuses = schema.Lead.fields.find(({ name }) => name === 'Status')?.values ?? [];
  const newest = [...rows.Lead.values()]
    .filter((row) => row['IsDeleted'] !== true && row['IsConverted'] !== true)
    .toSorted((a, b) => String(b['SystemModstamp']).localeCompare(String(a['SystemModstamp'])))
    .slice(0, SHOWN);
  const options = (now: string): string =>
    statuses
      .filter(({ converts }) => converts !== true)
      .map(({ value }) => `<option${value === now ? ' selected' : ''}>${escapeHtml(value)}</option>`)
      .join('');
  const row = (lead: (typeof newest)[number]): string =>
    `<tr><td>${escapeHtml(String(lead['Name']))} <span class="soft">${escapeHtml(String(lead['Email'] ?? ''))}</span></td>` +
    `<td><form method="post" action="${STAND_INS}/do/salesforce-status"><input type="hidden" name="id" value="${escapeHtml(String(lead['Id']))}">` +
    `<label>Status <select name="status">${options(String(lead['Status']))}</select></label> <button>Change</button></form></td></tr>`;
  return `<div class="table"><table><tbody>${newest.map(row).join('')}</tbody></table></div>`;
}
