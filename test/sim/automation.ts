import type { Answer } from './people.ts';

/** The automation of each world: whoever has an offer that was sent is told of, and called. */
export const AUTOMATION = 'a1';
/** And one that time alone makes match: of an offer that has been sent for some days, its owner is told. It stays on. */
export const OVERDUE = 'a2';
/** Days after which an offer is overdue. */
export const OVERDUE_DAYS = 2;
/** Offers there may be. */
export const OFFERS = 12;

/** A request of an admin, which must succeed. */
export type Must = (
  method: string,
  path: string,
  body: unknown,
  headers?: Record<string, string>,
  query?: Record<string, string>,
) => Promise<Answer>;

/** Makes the filters, the template and the automations, and activates them. */
export async function makeAutomations(must: Must): Promise<void> {
  await must('PUT', '/v1/templates/told', {
    kind: 'user-mail',
    name: 'Told',
    subject: 'Offer {{ record.number }}',
    html: '<p>{{ lead.firstName }} {{ record.number }}</p>',
  });
  const isSent = { field: 'record.status', is: 'is', value: 'sent' };
  const isOld = { field: 'record.sentAt', is: 'more-than-days-after', value: OVERDUE_DAYS };
  const tell = { id: 'tell', name: 'Tell', action: 'mail-to-user', delayDays: 0, templateId: 'told' };
  const call = { id: 'call', name: 'Call', action: 'task-for-user', delayDays: 1 };
  await makeOne(must, { id: AUTOMATION, name: 'Sent', filter: isSent, steps: [tell, call] });
  await makeOne(must, { id: OVERDUE, name: 'Overdue', filter: { all: [isSent, isOld] }, steps: [tell] });
}

async function makeOne(
  must: Must,
  { id, name, filter, steps }: { id: string; name: string; filter: object; steps: object[] },
): Promise<void> {
  const filterId = name.toLowerCase();
  await must('PUT', `/v1/filters/${filterId}`, { name, over: 'offer', filter });
  const path = `/v1/automations/${id}`;
  const { etag = '' } = await must('PUT', path, { name: `${name} offers`, filterId, steps });
  await must('POST', `${path}/activate`, { scope: 'all' }, { 'if-match': etag });
}
