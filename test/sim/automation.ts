import type { Answer } from './people.ts';

/** The automation of each world: whoever has an offer that was sent is told of, and called. */
export const AUTOMATION = 'a1';
/** Offers there may be. */
export const OFFERS = 12;

/** A request of an admin, which must succeed. */
type Must = (
  method: string,
  path: string,
  body: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Makes the filter, the template and the automation, and activates it. */
export async function makeAutomation(must: Must): Promise<void> {
  await must('PUT', '/v1/templates/told', {
    kind: 'user-mail',
    name: 'Told',
    subject: 'Offer {{ record.number }}',
    html: '<p>{{ lead.firstName }} {{ record.number }}</p>',
  });
  const filter = { field: 'record.status', is: 'is', value: 'sent' };
  await must('PUT', '/v1/filters/sent', { name: 'Sent', over: 'offer', filter });
  const path = `/v1/automations/${AUTOMATION}`;
  const { etag = '' } = await must('PUT', path, {
    name: 'Sent offers',
    filterId: 'sent',
    steps: [
      { id: 'tell', name: 'Tell', action: 'mail-to-user', delayDays: 0, templateId: 'told' },
      { id: 'call', name: 'Call', action: 'task-for-user', delayDays: 1 },
    ],
  });
  await must('POST', `${path}/activate`, { scope: 'all' }, { 'if-match': etag });
}
