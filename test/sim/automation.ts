import { admin, type Stage } from './stage.ts';

/** The automation of each world: whoever has an offer that was sent is told of, and called. */
export const AUTOMATION = 'a1';
/** Offers there may be. */
export const OFFERS = 12;

/** Makes the filter, the template and the automation, and activates it. @throws when that is refused */
export async function makeAutomation(stage: Stage): Promise<void> {
  const { people, history, world } = stage;
  const must = async (method: string, path: string, body: unknown, headers = {}) => {
    const answer = await people.ask(admin, method, path, { body, headers });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
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
  history.switched.push({ on: true, begun: world.order, sure: world.order });
}
