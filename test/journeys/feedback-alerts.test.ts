import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import {
  feedbackWorld,
  invite,
  start,
  surveyAddresses,
  type FeedbackWorld,
} from '#test/support/feedback-world.ts';

const lead = 'lead000000000001';
const leads = [{ id: lead, firstName: 'Zoé', lastName: 'Pop' }];
const inCharge = { warning: 'paul', 'unhappy-client': 'paul', 'service-request': 'anne' };

/** A client who was invited, and the address of the survey. */
async function invited(
  of: Parameters<typeof feedbackWorld>[0],
  employees: string[] = [],
): Promise<FeedbackWorld & { address: string }> {
  const w = await feedbackWorld({ leads, ...of });
  await invite(w, 'care', { leadId: lead, employees });
  await w.run(plusMinutes(start, 5));
  return { ...w, address: surveyAddresses(w)[0] ?? '' };
}

const toldTo = ({ told }: FeedbackWorld) => told.sent.map(({ message }) => [message.to, message.subject]);

test('C5: a warning is told as soon as it is given, once, though it comes twice and the answer changes', async () => {
  const w = await invited({ settings: { alerts: inCharge } });
  await w.open(w.address, { 'q.nps': '1', do: 'save:nps' });
  await w.follow(2);
  const warned = [['paul@acme.example', 'Warning: Zoé Pop gave an answer that needs you']];
  assert.deepEqual(toldTo(w), warned);
  await w.open(w.address, { 'q.nps': '9', do: 'save:nps' });
  await w.open(w.address, { 'q.nps': '0', do: 'save:nps' });
  await w.follow(2);
  assert.deepEqual(toldTo(w), warned);

  await w.open(w.address, { 'q.nps': '0', 'q.more': ['', 'quote'], 'q.words': 'Too <late>', do: 'send' });
  await w.follow(2);
  assert.deepEqual(toldTo(w), [
    ...warned,
    ['anne@acme.example', 'Request for service: Zoé Pop'],
    ['paul@acme.example', 'Unhappy client: Zoé Pop'],
  ]);
  const { html = '', text = '', headers } = w.told.sent[2]?.message ?? {};
  assert.match(html, /Would you recommend us\?<\/dt><dd>0<\/dd>.*Too &lt;late&gt;/s);
  assert.match(text, /https:\/\/acme\.example\/console\/leads\/lead000000000001/);
  assert.equal(headers?.['List-Unsubscribe'], undefined);
  const { body } = await w.admin('GET', `/v1/leads/${lead}/activities`);
  const types = body.items
    .flatMap(({ events }: any) => events.map(({ type }: any) => type))
    .filter((type: string) => type.startsWith('survey'));
  assert.deepEqual(types.toSorted(), ['survey-alert', 'survey-alert', 'survey-alert', 'survey-completed']);
});

test('C5: the alert is in the language of the user, goes to the stand-in of who is away, and makes a task where wanted', async () => {
  const w = await invited({ settings: { alerts: inCharge, alertTasks: true } });
  const paul = { name: 'Paul', email: 'paul@acme.example', zone: 'Europe/Paris', role: 'user' };
  const put = { headers: { 'if-match': '*' }, body: { ...paul, language: 'fr' } };
  assert.equal((await w.admin('PUT', '/v1/users/paul', put)).status, 200);
  await w.open(w.address, { 'q.nps': '2', do: 'save:nps' });
  await w.follow(2);
  assert.deepEqual(toldTo(w), [
    ['paul@acme.example', 'Avertissement : une réponse de Zoé Pop demande votre attention'],
  ]);
  assert.match(w.told.sent[0]?.message.html ?? '', /Nous recommanderiez-vous/);
  const tasks = await Array.fromAsync(w.store.tasks.scan());
  assert.deepEqual(
    tasks.map(({ userId, name }) => [userId, name]),
    [['paul', 'Avertissement : une réponse de Zoé Pop demande votre attention']],
  );

  const absences = { body: { absences: [{ from: '2027-03-01', to: '2027-03-31', standIn: 'paul' }] } };
  const away = await w.admin('PATCH', '/v1/settings/user.anne', absences);
  assert.equal(away.status, 200, JSON.stringify(away.body));
  await w.open(w.address, { 'q.more': ['', 'quote'], do: 'save:more' });
  await w.follow();
  assert.equal(w.told.sent[1]?.message.to, 'paul@acme.example');
});

test('C5: nobody is told where nobody is in charge, or where the user is switched off', async () => {
  const w = await invited({});
  await w.open(w.address, { 'q.nps': '0', do: 'send' });
  await w.follow();
  assert.deepEqual(toldTo(w), []);
});

test('C6: positive feedback with words goes to the employees named at enrolling, else to the owner', async () => {
  const settings = { sharePositive: true };
  const named = await invited({ settings }, ['paul', 'anne']);
  await named.open(named.address, { 'q.nps': '9', 'q.words': 'Great', do: 'send' });
  await named.follow(3);
  assert.deepEqual(toldTo(named), [
    ['paul@acme.example', 'Well done: Zoé Pop is happy'],
    ['anne@acme.example', 'Well done: Zoé Pop is happy'],
  ]);
  const owner = await invited({ settings });
  await owner.open(owner.address, { 'q.nps': '10', 'q.words': 'Great', do: 'send' });
  await owner.follow();
  assert.deepEqual(toldTo(owner), [['anne@acme.example', 'Well done: Zoé Pop is happy']]);
  for (const answers of [{ 'q.nps': '8', 'q.words': 'Fine' }, { 'q.nps': '10' }]) {
    const w = await invited({ settings });
    await w.open(w.address, { ...answers, do: 'send' });
    await w.follow();
    assert.deepEqual(toldTo(w), [], JSON.stringify(answers));
  }
});

test('C5, F3: a mail to a user whose answer was lost is not sent again; one that was held back is', async () => {
  const lost = await invited({ settings: { alerts: inCharge }, toldBehave: () => 'lose-answer' });
  await lost.open(lost.address, { 'q.nps': '0', do: 'save' });
  await lost.follow(3);
  assert.equal(lost.told.calls.length, 1);

  const held = { kind: 'held', level: 'stage', code: 'paused', message: '' } as const;
  const w = await invited({
    settings: { alerts: inCharge },
    toldBehave: (call) => (call < 3 ? held : 'accept'),
  });
  await w.open(w.address, { 'q.nps': '0', do: 'save' });
  for (const minutes of [5, 20, 35, 50, 65]) {
    w.clock.set(plusMinutes(start, minutes));
    await w.follow();
  }
  assert.deepEqual([w.told.calls.length, w.told.sent.length], [3, 1]);
});

test('C7: each answer is told to the webhook once, with what was answered, and can be redelivered', async () => {
  const w = await invited({ settings: { webhookUrl: 'https://hooks.example.com/answers' } });
  await w.open(w.address, { 'q.nps': '7', do: 'save:nps' });
  await w.follow(2);
  await w.open(w.address, { 'q.nps': '7', 'q.again': 'yes', do: 'send' });
  await w.follow(2);
  const { body } = await w.admin('GET', '/v1/webhook-deliveries', { query: { type: 'survey.answered' } });
  assert.equal(body.items.length, 2);
  const payloads = await Promise.all(
    body.items.map(async ({ id }: any) => {
      const one = await w.admin('GET', `/v1/webhook-deliveries/${id}`);
      return one.body.payload.data;
    }),
  );
  const said = payloads.toSorted((a, b) => Number(a.completed) - Number(b.completed));
  assert.deepEqual(
    said.map(({ answers, completed, satisfaction }) => [
      answers.map(({ question, values }: any) => [question, values]),
      completed,
      satisfaction,
    ]),
    [
      [[['nps', ['7']]], false, undefined],
      [[['again', ['yes']]], true, 7],
    ],
  );
  const again = await w.admin('POST', `/v1/webhook-deliveries/${body.items[0].id}/redeliver`);
  assert.equal(again.status, 202, JSON.stringify(again.body));
});
