import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '#shared/domain/kernel/language.ts';
import { starterIds } from '#shared/domain/starters/starter-texts.ts';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { withPeople } from '#test/support/api.ts';
import { countUp } from '#test/support/statistics/counted.ts';

const revised = { headers: { 'if-match': '*' } };

describe('starters', () => {
  for (const language of languages)
    test(`F14: each can be published as it is, without a hole for a lead of whom only the address is known: ${language}`, async () => {
      const world = await withEverything();
      const body = { email: 'only@example.com', phone: '+33612345678' };
      const lead = (await world.claire('POST', '/v1/leads', { body })).body.id;
      for (const starter of starterIds) {
        const made = await world.admin('POST', `/v1/starters/${starter}`, { body: { language } });
        assert.equal(made.status, 201, JSON.stringify(made.body));
        assert.equal(made.body.status, 'draft');
        assert.deepEqual(made.body.draft.unsubscribeLink, { language });
        const path = `/v1/sequences/${starter}-${language}`;
        const checked = await world.admin('POST', `${path}/validate`);
        assert.deepEqual(checked.body.errors, []);
        const preview = await world.claire('POST', `${path}/preview`, { body: { lead } });
        assert.equal(preview.status, 200, JSON.stringify(preview.body));
        for (const step of preview.body.steps) assert.deepEqual(step.missing ?? [], [], JSON.stringify(step));
        const live = await world.admin('POST', `${path}/publish`, revised);
        assert.equal(live.status, 200, JSON.stringify(live.body));
      }
    });

  test('F14: asked for again it is the same sequence, as it is by now', async () => {
    const { admin } = await withEverything();
    const make = () => admin('POST', '/v1/starters/quote', { body: { language: 'fr' } });
    const { draft } = (await make()).body;
    await admin('PUT', '/v1/sequences/quote-fr', { body: { name: 'Nos devis', draft }, ...revised });
    const again = await make();
    assert.deepEqual([again.status, again.body.name], [200, 'Nos devis']);
    const { items } = (await admin('GET', '/v1/templates')).body;
    assert.equal(items.filter(({ id }: { id: string }) => id.startsWith('quote-fr')).length, 4);
  });

  test('F14: one that was deleted is made under another id', async () => {
    const { admin } = await withEverything();
    const make = (as?: string) => admin('POST', '/v1/starters/quote', { body: { language: 'en', as } });
    await make();
    await admin('DELETE', '/v1/sequences/quote-en', { query: { confirm: '0' }, ...revised });
    assert.equal((await make()).status, 409);
    assert.equal((await make('quotes')).status, 201);
  });

  test('F14: are listed in a language with their texts, and in no other than the five', async () => {
    const { claire } = await withEverything();
    const { items } = (await claire('GET', '/v1/starters', { query: { language: 'ro' } })).body;
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      [...starterIds],
    );
    assert.match(items[2].steps[0].html, /oferta noastră/);
    assert.equal((await claire('GET', '/v1/starters', { query: { language: 'it' } })).status, 400);
  });
});

describe('the first steps', () => {
  test('F14: none is done at first, and each is told once it is', async () => {
    const empty = await withPeople();
    const steps = async (world: Pick<typeof empty, 'as'>) =>
      (await world.as('claire', 'user')('GET', '/v1/first-steps')).body;
    assert.ok(Object.values(await steps(empty)).every((done) => done === false));
    const world = await withEverything();
    await published(world);
    const hours = { workingHours: [{ from: '08:00', to: '17:00' }] };
    await world.admin('PATCH', '/v1/settings/organisation', { body: hours });
    await world.claire('POST', '/v1/templates/hello/test');
    const count = {
      organisation: 'acme',
      sequenceId: 'spring',
      step: '-',
      counter: 'enrolled' as const,
      by: 1,
    };
    await countUp(world.ports.store.statistics, [count], 'b1');
    assert.deepEqual(await steps(world), {
      ...{ workingHours: true, sendingAddress: false, template: true, sequencePublished: true },
      ...{ leads: true, testSent: true, enrolled: true },
    });
  });
});
