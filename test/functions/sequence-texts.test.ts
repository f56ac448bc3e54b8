import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Store } from '#shared/ports/store.ts';
import { importSequence } from '#shared/use-cases/sequences/sequence-file.ts';
import { apiWorld, type ApiWorld, type As } from '#test/support/api.ts';
import { sequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER } from '#test/support/world.ts';

const first = {
  kind: 'mail',
  name: 'First',
  subject: 'A question about {{ account.name }}',
  html: '<p>Hello {{ lead.firstName }}, <a href="https://acme.example/a">look</a></p>',
  fallbacks: { 'account.name': 'your company' },
};
const again = { kind: 'mail', name: 'Again', html: '<p>{{ lead.title }} {{ lead.firstName }}?</p>' };
const text = { kind: 'sms', name: 'Text', text: 'Hello {{ lead.firstName }}, ça vœux? '.repeat(4) };
const script = { kind: 'task', name: 'Script', text: 'Ask {{ lead.firstName }} about the demo' };
const wait = { amount: 1, unit: 'days' };
const steps = [
  { id: 'a', name: 'First', type: 'automated-mail', wait, templateId: 'first' },
  { id: 'b', name: 'Again', type: 'automated-reply', wait, templateId: 'again' },
  { id: 'c', name: 'Text', type: 'automated-sms', wait, templateId: 'text' },
  { id: 'd', name: 'Call', type: 'call', wait, templateId: 'script' },
  { id: 'e', name: 'Thought', type: 'reply', wait, templateId: 'again', inThreadOf: 'a' },
];
const draft = { steps, unsubscribeLink: { language: 'fr' }, stopOnReply: false };
const any = { headers: { 'if-match': '*' } };

type Tried = ApiWorld & { admin: As; claire: As; luc: As; ana: string };

async function prepared(): Promise<Tried> {
  const world = apiWorld();
  const [admin, claire, luc] = [
    world.as('ada', 'admin'),
    world.as('claire', 'user'),
    world.as('luc', 'user'),
  ];
  for (const id of ['ada', 'claire', 'luc']) {
    const body = { name: `${id} Pop`, email: `${id}@acme.example`, zone: 'Europe/Paris' };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  for (const [id, body] of Object.entries({ first, again, text, script })) {
    assert.equal((await admin('PUT', `/v1/templates/${id}`, { body })).status, 201);
  }
  await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft } });
  const body = { email: 'ana@example.com', firstName: 'Ana', phone: '+33612345678' };
  const ana = (await claire('POST', '/v1/leads', { body })).body.id as string;
  return { ...world, admin, claire, luc, ana };
}

describe('templates', () => {
  test('D8: say which sequences use them, and a change tells of how many', async () => {
    const { admin, claire } = await prepared();
    const { body } = await claire('GET', '/v1/templates/again/uses');
    assert.deepEqual(body.items, [
      {
        sequenceId: 'spring',
        name: 'Spring',
        status: 'draft',
        draft: true,
        versions: [],
        steps: ['Again', 'Thought'],
      },
    ]);
    assert.equal((await claire('GET', '/v1/templates/again')).body.usedBy, 1);
    const changed = await admin('PUT', '/v1/templates/again', { body: again, ...any });
    assert.equal(changed.body.usedBy, 1);
  });

  test('D8: one in use is not deleted, and the refusal says where; one that is free is', async () => {
    const { admin, luc } = await prepared();
    const refused = await admin('DELETE', '/v1/templates/again', any);
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /1 sequence uses it: “Spring” \(Again, Thought\)/);
    await admin('PUT', '/v1/templates/free', { body: script });
    assert.equal((await luc('DELETE', '/v1/templates/free', any)).status, 403);
    assert.equal((await admin('DELETE', '/v1/templates/free')).status, 428);
    assert.equal((await admin('DELETE', '/v1/templates/free', any)).status, 204);
    assert.equal((await admin('GET', '/v1/templates/free')).status, 404);
  });

  test('D8: a former version keeps its templates as long as leads are under way', async () => {
    const { admin, ports } = await prepared();
    await admin('POST', '/v1/sequences/spring/publish', any);
    const body = { name: 'Spring', draft: { steps: steps.slice(0, 1) } };
    await admin('PUT', '/v1/sequences/spring', { body, ...any });
    await admin('POST', '/v1/sequences/spring/publish', any);
    const one = { organisation, sequenceId: 'spring', step: '-', counter: 'enrolled' as const, by: 1 };
    await ports.store.statistics.add([one], 'batch-1');
    assert.match((await admin('DELETE', '/v1/templates/text', any)).body.detail, /“Spring” \(Text\)/);
    await ports.store.statistics.add([{ ...one, counter: 'finished' }], 'batch-2');
    assert.equal((await admin('DELETE', '/v1/templates/text', any)).status, 204);
  });

  test('D8: a private one is seen by its owner and admins alone, and no sequence uses it', async () => {
    const { admin, claire, luc } = await prepared();
    await claire('PUT', '/v1/templates/mine', { body: { ...script, shared: false } });
    assert.equal((await luc('GET', '/v1/templates/mine')).status, 403);
    assert.equal((await luc('GET', '/v1/templates/mine/uses')).status, 403);
    assert.equal((await luc('POST', '/v1/templates/mine/duplicate', { body: { id: 'x' } })).status, 403);
    assert.equal((await admin('GET', '/v1/templates/mine')).status, 200);
    const body = { name: 'Private', draft: { steps: [{ ...steps[3], templateId: 'mine' }] } };
    await admin('PUT', '/v1/sequences/private', { body });
    const { body: validation } = await admin('POST', '/v1/sequences/private/validate');
    assert.match(validation.errors[0].message, /which is private: share it/);
  });

  test('D8: one that a sequence uses is not made private', async () => {
    const { admin } = await prepared();
    const { status, body } = await admin('PUT', '/v1/templates/text', {
      body: { ...text, shared: false },
      ...any,
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /cannot be made private: 1 sequence uses it: “Spring” \(Text\)/);
  });

  test('D8: are listed by kind, name, owner and whether they are shared', async () => {
    const { admin, claire } = await prepared();
    await claire('PUT', '/v1/templates/mine', { body: { ...script, name: 'My script', shared: false } });
    const ids = async (query: Record<string, string>) =>
      (await claire('GET', '/v1/templates', { query })).body.items.map(({ id }: any) => id);
    assert.deepEqual(await ids({ kind: 'task' }), ['mine', 'script']);
    assert.deepEqual(await ids({ mine: 'true' }), ['mine']);
    assert.deepEqual(await ids({ mine: 'false', name: 'SCRIPT' }), ['script']);
    assert.deepEqual(await ids({ shared: 'false' }), ['mine']);
    assert.deepEqual(await ids({ limit: '2' }), ['again', 'first']);
    assert.equal((await admin('GET', '/v1/templates', { query: { mine: 'yes' } })).status, 400);
  });

  test('D8: a copy is the own one of whoever made it', async () => {
    const { claire } = await prepared();
    const { status, body } = await claire('POST', '/v1/templates/first/duplicate', {
      body: { id: 'second' },
    });
    assert.equal(status, 201);
    assert.deepEqual([body.name, body.ownerId, body.subject], ['First (copy)', 'claire', first.subject]);
    const taken = await claire('POST', '/v1/templates/first/duplicate', { body: { id: 'second' } });
    assert.equal(taken.status, 409);
  });

  test('D8: a change of a text applies at once to what is not sent yet', async () => {
    const w = sequenceWorld('2027-03-22T09:00:00.000Z');
    await seed(w, { steps: [{}, {}], leads: [{ id: 'a'.repeat(16) }] });
    const anne = w.as(SENDER, 'user');
    await anne('POST', '/v1/enrollments', { body: { leadId: 'a'.repeat(16), sequenceId: 'spring' } });
    await w.run('2027-03-22T12:00:00.000Z');
    const body = { kind: 'mail', name: 'Mail', subject: 'Another', html: '<p>Another</p>' };
    await w.as('ada', 'admin')('PUT', '/v1/templates/mail', { body, ...any });
    await w.run('2027-03-24T12:00:00.000Z');
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.subject),
      ['Hello Zoé', 'Another'],
    );
  });
});

describe('the preview of a sequence', () => {
  const preview = async ({ claire, ana }: Tried, body: object = {}) =>
    claire('POST', '/v1/sequences/spring/preview', { body: { lead: ana, ...body } });

  test('D8: shows each step as it would go out, and the fallbacks that stand in', async () => {
    const { body } = await preview(await prepared());
    const [mail, , sms, call] = body.steps;
    assert.equal(mail.outcome, 'send');
    assert.equal(mail.subject, 'A question about your company');
    assert.deepEqual(mail.fallbacks, [{ variable: 'account.name', value: 'your company' }]);
    assert.deepEqual(mail.from, { name: 'claire Pop', address: 'claire@acme.example' });
    assert.match(mail.replyTo, /^r\+.*\.a\.acme.*@reply\.acme\.example$/);
    assert.equal(mail.to, 'ana@example.com');
    // The link that its author wrote, not a tracked one; and a way to unsubscribe that does nothing.
    assert.match(mail.html, /href="https:\/\/acme\.example\/a"/);
    assert.match(mail.html, /lang="fr".*\/u\/preview/);
    assert.equal(sms.outcome, 'send');
    assert.deepEqual([sms.sms.encoding, sms.sms.perPart, sms.sms.parts], ['UCS-2', 67, 2]);
    assert.deepEqual([call.outcome, call.text], ['task', 'Ask Ana about the demo']);
  });

  test('D8: a missing variable is an error in it, marked in the text, and holds the step', async () => {
    const { body } = await preview(await prepared(), { step: 'b' });
    assert.equal(body.steps.length, 1);
    const [reply] = body.steps;
    assert.deepEqual([reply.outcome, reply.missing], ['hold', ['lead.title']]);
    assert.match(reply.html, /\[lead\.title\] Ana\?/);
  });

  test('D6: a reply bears the subject of its thread and names the step that it answers', async () => {
    const { body } = await preview(await prepared());
    const [mail, reply, , , thought] = body.steps;
    assert.equal(mail.inThreadOf, undefined);
    assert.deepEqual([reply.inThreadOf, reply.subject], ['a', 'Re: A question about your company']);
    assert.deepEqual([thought.inThreadOf, thought.subject], ['a', 'Re: A question about your company']);
  });

  test('D8: says what would be skipped and why', async () => {
    const world = await prepared();
    await world.claire('POST', `/v1/leads/${world.ana}/unsubscribe`);
    const { body } = await preview(world);
    assert.equal(body.steps[0].outcome, 'skip');
    assert.match(body.steps[0].because, /unsubscribed/);
    const noPhone = (await world.claire('POST', '/v1/leads', { body: { email: 'bob@example.com' } })).body.id;
    const { body: bob } = await preview(world, { lead: noPhone, step: 'c' });
    assert.deepEqual([bob.steps[0].outcome, bob.steps[0].sms], ['skip', undefined]);
  });

  test('D8: of a lead and in the name of a user within reach, for the draft or a version', async () => {
    const world = await prepared();
    assert.equal((await preview(world, { sender: 'luc' })).status, 403);
    const luc = await world.luc('POST', '/v1/sequences/spring/preview', { body: { lead: world.ana } });
    assert.equal(luc.status, 403);
    assert.equal((await preview(world, { version: 1 })).status, 404);
    assert.equal((await preview(world, { step: 'x' })).status, 404);
    await world.admin('POST', '/v1/sequences/spring/publish', any);
    const body = { name: 'Spring', draft: { steps: [] } };
    await world.admin('PUT', '/v1/sequences/spring', { body, ...any });
    assert.equal((await preview(world)).body.steps.length, 0);
    assert.equal((await preview(world, { version: 1 })).body.steps.length, 5);
  });

  test('D8: says what it would send, to the letter', async () => {
    const w = sequenceWorld('2027-03-22T09:00:00.000Z');
    const id = 'a'.repeat(16);
    await seed(w, {
      steps: [{}, { type: 'automated-reply' }],
      leads: [{ id }],
      settings: { tracking: { opens: false, clicks: false } },
    });
    const anne = w.as(SENDER, 'user');
    const body = { lead: id, version: 1 };
    const { body: shown } = await anne('POST', '/v1/sequences/spring/preview', { body });
    await anne('POST', '/v1/enrollments', { body: { leadId: id, sequenceId: 'spring' } });
    await w.run('2027-03-25T12:00:00.000Z');
    const sent = w.mailer.sent.map(({ message: { subject, html, text: plain, from, to } }) => ({
      subject,
      html,
      text: plain,
      from,
      to,
    }));
    assert.equal(sent.length, 2);
    assert.deepEqual(
      shown.steps.map(({ subject, html, text: plain, from, to }: any) => ({
        subject,
        html,
        text: plain,
        from,
        to,
      })),
      sent,
    );
  });
});

describe('a sequence as a file', () => {
  const exported = async (by: As, id = 'spring') => (await by('GET', `/v1/sequences/${id}/file`)).body;

  test('D1: comes back as it went, in another organisation too, and names nobody', async () => {
    const world = await prepared();
    const file = await exported(world.admin);
    const other = world.as('bea', 'admin', 'globex');
    const { status, body } = await other('POST', '/v1/sequences/import', { body: { id: 'spring', file } });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.status, body.createdBy, body.name], ['draft', 'bea', 'Spring']);
    assert.deepEqual(await exported(other), file);
    assert.equal(JSON.stringify(file).includes('ada'), false);
    assert.deepEqual(
      file.steps.map(({ template }: any) => template),
      ['t1', 't2', 't3', 't4', 't2'],
    );
    const published = await other('POST', '/v1/sequences/spring/publish', any);
    assert.equal(published.status, 200, JSON.stringify(published.body));
    assert.equal((await world.claire('GET', '/v1/sequences/spring/file')).status, 403);
  });

  test('D1: a second import takes another id, and gets another name and texts of its own', async () => {
    const { admin } = await prepared();
    const file = await exported(admin);
    const imported = (id: string) => admin('POST', '/v1/sequences/import', { body: { id, file } });
    const taken = await imported('spring');
    assert.equal(taken.status, 409);
    assert.match(taken.body.detail, /There is a sequence “spring”, or was one: choose another id/);
    assert.equal((await imported('copy')).body.name, 'Spring (2)');
    const { body: second } = await imported('copy2');
    assert.equal(second.name, 'Spring (3)');
    assert.equal(second.draft.steps[0].templateId, 'copy2-t1');
    const { body: template } = await admin('GET', '/v1/templates/copy2-t1');
    assert.deepEqual([template.name, template.subject, template.usedBy], ['First', first.subject, 1]);
  });

  test('D1: a broken one is refused with every place and what to mend, and nothing is made', async () => {
    const { admin, ports } = await prepared();
    const file = await exported(admin);
    const refused = async (change: object) => {
      const body = { id: 'broken', file: { ...file, ...change } };
      const answer = await admin('POST', '/v1/sequences/import', { body });
      assert.equal(answer.status, 400);
      return answer.body.errors.map(({ path }: any) => path);
    };
    assert.deepEqual(await refused({ format: 'something' }), ['file.format']);
    assert.deepEqual(await refused({ formatVersion: 2 }), ['file.formatVersion']);
    assert.deepEqual(await refused({ surprise: 1 }), ['file.surprise']);
    const { wait: _wait, ...noWait } = file.steps[0];
    assert.deepEqual(await refused({ steps: [noWait] }), ['file.steps.0.wait']);
    const [one, two, ...rest] = file.templates;
    const changed = [{ ...one, html: '<p>{{ lead.shoeSize }}</p>' }, ...rest];
    assert.deepEqual(await refused({ templates: changed }), [
      'file.steps.1.template',
      'file.steps.4.template',
      'file.templates.0.html',
    ]);
    assert.deepEqual(await refused({ templates: [one, two, ...rest, { ...two, key: 't9' }] }), [
      'file.templates.4.key',
    ]);
    const backwards = [file.steps[1], file.steps[0], ...file.steps.slice(2)];
    assert.deepEqual(await refused({ steps: backwards }), ['file.steps.0.type']);
    const sms = [{ ...file.steps[0], template: 't3' }, ...file.steps.slice(1)];
    assert.deepEqual(await refused({ steps: sms, templates: [two, ...rest] }), ['file.steps.0.template']);
    assert.equal(await ports.store.sequences.get(organisation, 'broken'), undefined);
    assert.equal(await ports.store.templates.get(organisation, 'broken-t1'), undefined);
  });

  test('D1: an import that was cut off is repeated without a second copy of its texts', async () => {
    const world = await prepared();
    const file = await exported(world.admin);
    const caller = { organisation, userId: 'ada', role: 'admin' as const };
    const request = { caller, id: 'cut', file, now: world.clock.now() };
    let writes = 0;
    const { templates } = world.ports.store;
    const dying: Pick<Store, 'sequences' | 'templates'> = {
      ...world.ports.store,
      templates: {
        ...templates,
        put: async (item, expected) => {
          writes += 1;
          if (writes > 2) throw new Error('The process died');
          return templates.put(item, expected);
        },
      },
    };
    await assert.rejects(importSequence({ store: dying }, request), /died/);
    const outcome = await importSequence(world.ports, request);
    assert.equal(outcome.kind, 'saved');
    const { items } = await templates.list(organisation, { limit: 100 });
    assert.deepEqual(
      items.map(({ id }) => id).filter((id) => id.startsWith('cut')),
      ['cut-t1', 'cut-t2', 'cut-t3', 'cut-t4'],
    );
  });

  test('D1: a copy uses the same texts, is a draft, and has no leads', async () => {
    const { admin, claire } = await prepared();
    const copied = await admin('POST', '/v1/sequences/spring/duplicate', { body: { id: 'copy' } });
    assert.equal(copied.status, 201);
    assert.deepEqual([copied.body.name, copied.body.status], ['Spring (copy)', 'draft']);
    assert.deepEqual(copied.body.draft, draft);
    const again = await admin('POST', '/v1/sequences/spring/duplicate', { body: { id: 'copy' } });
    assert.equal(again.status, 409);
    const byUser = await claire('POST', '/v1/sequences/spring/duplicate', { body: { id: 'other' } });
    assert.equal(byUser.status, 403);
  });
});

describe('enrolling', () => {
  test('D1: users do it in their own name, managers in that of their group, admins in anybody’s', async () => {
    const { admin, claire, luc, ana, as } = await prepared();
    await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris', priority: 1 } });
    for (const id of ['claire', 'max']) {
      const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', groupIds: ['paris'] };
      await admin('PUT', `/v1/users/${id}`, { body, ...(id === 'claire' && any) });
    }
    await admin('POST', '/v1/sequences/spring/publish', any);
    const outcome = async (by: As, userId?: string) => {
      const body = { leadId: ana, sequenceId: 'spring', userId };
      const { status, body: answer } = await by('POST', '/v1/enrollments', { body });
      return status === 200 ? answer.results[0].outcome : status;
    };
    const max = as('max', 'manager');
    assert.equal(await outcome(claire, 'luc'), 403);
    assert.equal(await outcome(max, 'luc'), 403);
    assert.equal(await outcome(luc), 'refused');
    assert.equal(await outcome(max, 'claire'), 'enrolled');
    const { body } = await claire('GET', `/v1/enrollments/${ana}.spring.1`);
    assert.equal(body.userId, 'claire');
    assert.equal(await outcome(admin, 'luc'), 'already-enrolled');
  });

  test('D1: a contact may be enrolled as a lead may', async () => {
    const { admin, claire, ana, clock } = await prepared();
    await admin('POST', '/v1/sequences/spring/publish', any);
    await claire('POST', `/v1/leads/${ana}/convert`);
    clock.set('2027-03-01T09:00:00.000Z');
    const body = { leadId: ana, sequenceId: 'spring' };
    const { body: answer } = await claire('POST', '/v1/enrollments', { body });
    assert.equal(answer.results[0].outcome, 'enrolled');
  });
});
