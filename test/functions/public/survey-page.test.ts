import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkExpiry } from '#shared/domain/tracking/link-token.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { enrollmentNamed } from '#test/support/at.ts';
import {
  feedbackWorld,
  invite,
  start,
  surveyAddresses,
  type FeedbackWorld,
} from '#test/support/feedback-world.ts';

const lead = 'lead000000000001';
const id = enrollmentNamed(`${lead}.care.1`);

async function invited(of: Parameters<typeof feedbackWorld>[0] = {}) {
  const w = await feedbackWorld({ leads: [{ id: lead }], ...of });
  await invite(w, 'care', lead);
  await w.run(plusMinutes(start, 5));
  const [address = '', ...ratings] = surveyAddresses(w);
  return { ...w, address, ratings };
}

const kept = async ({ store }: FeedbackWorld) => (await store.responses.get('acme', id))?.answers ?? [];

/** The elements of a kind, each as the text of its opening tag. */
const tags = (html: string, name: string): string[] =>
  Array.from(html.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>`, 'g')), ([tag]) => tag);
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

describe('the page of a survey', () => {
  test('C1: reading it answers nothing, whatever rating its address bears: a scanner that opens every link leaves no trace', async () => {
    const w = await invited();
    for (const address of [w.address, ...w.ratings]) assert.equal((await w.open(address)).status, 200);
    assert.equal(await w.store.responses.get('acme', id), undefined);
  });

  test('C1: a rating in the mail opens the page with it chosen, and counts once it is sent', async () => {
    const w = await invited();
    const nine = w.ratings.find((address) => address.endsWith('?v=9')) ?? '';
    const { body } = await w.open(nine);
    assert.deepEqual(
      tags(body, 'input')
        .filter((tag) => tag.includes('checked'))
        .map((tag) => attribute(tag, 'value')),
      ['9'],
    );
    assert.match(body, /Save or send it for it to count/);
    for (const wrong of ['11', '-1', '9x', '"><b>']) {
      const address = `${w.address}?v=${encodeURIComponent(wrong)}`;
      assert.doesNotMatch((await w.open(address)).body, /checked|<b>/);
    }
    await w.open(nine, { 'q.nps': '9', do: 'save:nps' });
    assert.deepEqual(
      (await kept(w)).map(({ value }) => value),
      [{ type: 'rating', rating: 9 }],
    );
  });

  test('C1: keeps each answer as it is given, takes changes, and takes back what is emptied', async () => {
    const w = await invited();
    await w.open(w.address, {
      'q.words': '  One\r\ntwo ',
      'q.more': ['', 'call', 'quote'],
      do: 'save:words',
    });
    // Another page of the same client, which shows less, takes nothing of it away.
    await w.open(w.address, { 'q.again': 'no', do: 'save:again' });
    assert.deepEqual(
      (await kept(w)).map(({ value }) => value),
      [
        { type: 'several-choices', choices: ['call', 'quote'] },
        { type: 'yes-no', yes: false },
        { type: 'text', text: 'One\ntwo' },
      ],
    );
    await w.open(w.address, { 'q.words': '', 'q.more': [''], do: 'save' });
    assert.deepEqual(
      (await kept(w)).map(({ question }) => question),
      ['again'],
    );
    const { body } = await w.open(w.address);
    assert.match(body, /id="field-again-no" name="q.again" value="no" checked/);
  });

  test('C1: says what is missing where it is missing, keeps the rest, and completes nothing', async () => {
    const w = await invited();
    const { status, body } = await w.open(w.address, { 'q.words': 'Fine', do: 'send' });
    assert.equal(status, 422);
    assert.match(body, /role="alert"><p>Something is missing<\/p><ul><li><a href="#q-nps">/);
    const [rating] = tags(body, 'fieldset').filter((tag) => attribute(tag, 'id') === 'q-nps');
    assert.equal(attribute(rating ?? '', 'aria-invalid'), 'true');
    assert.match(attribute(rating ?? '', 'aria-describedby') ?? '', /\berror-nps\b/);
    assert.match(body, /<p id="error-nps" class="error">Please answer this question\.<\/p>/);
    assert.equal((await kept(w)).length, 1);
    assert.equal((await w.store.responses.get('acme', id))?.completedAt, undefined);
  });

  test('C1: what is not offered, or longer than 5,000 characters, is told and not kept', async () => {
    const w = await invited();
    const long = 'x'.repeat(5_001);
    const { status, body } = await w.open(w.address, {
      ...{ 'q.nps': '11', 'q.why': 'fame', 'q.more': ['', 'call', 'yacht'], 'q.again': 'perhaps' },
      ...{ 'q.words': long, 'q.other': 'x', do: 'send' },
    });
    assert.equal(status, 422);
    assert.equal(body.match(/aria-invalid="true"/g)?.length, 5);
    assert.ok(body.includes(long));
    assert.deepEqual(await kept(w), []);
    const tooLong = { 'q.words': 'ü'.repeat(150_000), do: 'save' };
    assert.equal((await w.open(w.address, tooLong)).status, 413);
  });

  test('C1: after the end it shows what was answered, and takes nothing more', async () => {
    const w = await invited();
    await w.open(w.address, { 'q.nps': '10', 'q.why': 'time', do: 'send' });
    assert.equal((await w.open(w.address, { 'q.nps': '0', do: 'save' })).status, 303);
    const { body } = await w.open(w.address);
    assert.match(
      body,
      /<dt>Would you recommend us\?<\/dt><dd>10<\/dd><dt>What counted most\?<\/dt><dd>The time<\/dd>/,
    );
    assert.deepEqual(tags(body, 'form'), []);
    assert.equal((await kept(w)).length, 2);
  });

  test('C1: is in the language of the client, each text in another one says so, and the page never mixes its own words', async () => {
    const w = await invited({ leads: [{ id: lead, language: 'fr' }] });
    const { body, headers } = await w.open(w.address);
    assert.match(body, /^<!doctype html><html lang="fr">/);
    assert.equal(headers['Content-Language'], 'fr');
    assert.match(body, /<h1>Comment était-ce \?<\/h1>/);
    assert.match(body, /<span lang="en">What else do you need\?<\/span>/);
    assert.match(body, /Envoyer mes réponses/);
    const romanian = await invited({ leads: [{ id: lead, language: 'ro' }] });
    const page = (await romanian.open(romanian.address)).body;
    assert.match(
      page,
      /<html lang="ro">.*<h1><span lang="en">How was it\?<\/span><\/h1>.*Trimite răspunsurile/s,
    );
  });

  test('C1: works without a script and by keyboard and screen reader: every field has its label, every group its legend', async () => {
    const w = await invited();
    const { body, headers } = await w.open(w.address);
    assert.doesNotMatch(body, /<script|\son\w+=|javascript:/i);
    assert.match(
      String(headers['Content-Security-Policy']),
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.deepEqual(
      [tags(body, 'h1').length, tags(body, 'main').length, tags(body, 'form')],
      [1, 1, ['<form method="post">']],
    );
    const ids = Array.from(body.matchAll(/\sid="([^"]*)"/g), ([, each = '']) => each);
    assert.equal(new Set(ids).size, ids.length);
    const labelled = new Set(tags(body, 'label').map((tag) => attribute(tag, 'for')));
    const fields = [...tags(body, 'input'), ...tags(body, 'textarea')].filter(
      (tag) => !tag.includes('type="hidden"'),
    );
    assert.equal(fields.length, 11 + 2 + 2 + 2 + 1);
    for (const field of fields) assert.ok(labelled.has(attribute(field, 'id')), field);
    assert.equal(tags(body, 'fieldset').length, tags(body, 'legend').length);
    for (const [, named = ''] of body.matchAll(/\saria-describedby="([^"]*)"/g))
      for (const each of named.split(' ')) assert.ok(ids.includes(each), each);
    // On a phone of 320 pixels nothing is wider than the page, and everything can be touched.
    assert.match(body, /<meta name="viewport" content="width=device-width,initial-scale=1">/);
    assert.match(body, /flex-wrap:wrap/);
    assert.match(body, /min-height:44px/);
    assert.doesNotMatch(body.replace(/<style>.*<\/style>/s, ''), /style="/);
  });

  test('C1: a forged link, one of another purpose or of nobody tells nothing; one that ran out says so', async () => {
    const w = await invited();
    const { links } = w.ports;
    const survey = {
      purpose: 'survey' as const,
      organisation: 'acme',
      enrollment: id,
      language: 'fr' as const,
    };
    const expires = linkExpiry(start);
    const other = enrollmentNamed(`${lead}.care.2`);
    const addresses = {
      forged: `${w.address.slice(0, -1)}${w.address.endsWith('A') ? 'B' : 'A'}`,
      nonsense: 'https://acme.example/s/x',
      another: `/s/${links.signLink({ purpose: 'unsubscribe', organisation: 'acme', lead, language: 'fr', expires })}`,
      elsewhere: `/s/${links.signLink({ ...survey, organisation: 'globex', expires })}`,
      nobody: `/s/${links.signLink({ ...survey, enrollment: other, expires })}`,
      plain: `/s/${links.signLink({ ...survey, enrollment: enrollmentNamed(`${lead}.spring.1`), expires })}`,
    };
    for (const [which, address] of Object.entries(addresses)) {
      for (const form of [undefined, { 'q.nps': '1', do: 'send' }]) {
        const { status, body } = await w.open(address, form);
        assert.equal(status, 404, which);
        assert.doesNotMatch(body, /recommend|Pop|example\.com/);
      }
    }
    const old = `/s/${links.signLink({ ...survey, expires: start })}`;
    assert.equal((await w.open(old)).status, 410);
    assert.equal((await w.open(old, { 'q.nps': '1', do: 'send' })).status, 410);
    assert.deepEqual(await kept(w), []);
  });
});
