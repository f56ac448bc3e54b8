import { AUTOMATION, OFFERS } from '../automation.ts';
import type { History, Offered } from '../history.ts';
import { admin } from '../stage.ts';
import { at, type Doings } from './acting.ts';

/** What people do with offers, and with the automation over them. */
export const automations = {
  async 'change-record'({ people, history, leads, world }, { pick, vary }) {
    const source = `o${pick % OFFERS}`;
    // An offer stays with its lead.
    const leadId = at([...leads.values()], pick % OFFERS) ?? '';
    const status = at(['draft', 'sent', 'sent', 'accepted', 'declined'], vary) ?? 'draft';
    const sentAt = status === 'sent' ? world.agenda.now : undefined;
    const offer: Offered = { source, lead: leadId, status, sentAt, begun: world.order, sure: undefined };
    history.offers.push(offer);
    const sent = sentAt === undefined ? {} : { sentAt: new Date(sentAt).toISOString() };
    const { status: answered } = await people.ask(admin, 'PUT', '/v1/records', {
      body: { typeId: 'offer', sourceId: source, leadId, values: { status, number: source, ...sent } },
    });
    if (answered < 300) offer.sure = world.order;
  },
  async 'switch-automation'({ people, history, world }, { vary }) {
    const on = vary % 3 !== 0;
    const path = `/v1/automations/${AUTOMATION}`;
    const { etag = '' } = await people.ask(admin, 'GET', path);
    const one: History['switched'][number] = { on, begun: world.order, sure: undefined };
    history.switched.push(one);
    const { status } = await people.ask(admin, 'POST', `${path}/${on ? 'activate' : 'deactivate'}`, {
      body: on ? { scope: 'all' } : undefined,
      headers: { 'if-match': etag },
    });
    if (status === 200) [one.sure, one.sureAt] = [world.order, world.agenda.now];
  },
} satisfies Doings;
