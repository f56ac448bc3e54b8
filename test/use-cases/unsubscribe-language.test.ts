import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Language } from '#shared/domain/kernel/language.ts';
import { unsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';
import { enroll, living } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SEQUENCE, type World } from '#test/support/world.ts';
import { at, zoneNamed } from '#test/support/at.ts';

const profile = (language: Language) => ({
  name: 'Acme',
  address: '',
  zone: zoneNamed('Europe/Paris'),
  language,
});

async function mailOf(ofLead: string | undefined, ofSequence: Language | undefined, ofUs: Language) {
  const w: World = await living({ steps: [{}], leads: [], settings: { profile: profile(ofUs) } });
  const { store } = w.ports;
  if (ofSequence !== undefined) {
    const version = await store.versions.get(organisation, `${SEQUENCE}.1`);
    const sequence = await store.sequences.get(organisation, SEQUENCE);
    assert.ok(version && sequence);
    await store.versions.put({ ...version, version: 2, unsubscribeLink: { language: ofSequence } }, 'absent');
    await store.sequences.put({ ...sequence, currentVersion: 2, revision: 2 }, 1);
  }
  await store.leads.put(
    {
      organisation,
      id: 'lead1',
      revision: 1,
      status: 'lead',
      ownerId: 'anne',
      firstName: 'Zoé',
      email: 'zoe@example.com',
      language: ofLead,
      fields: {},
      suppression: {},
      createdAt: w.clock.now(),
    },
    'absent',
  );
  await enroll(w);
  await w.run(at('2026-11-23T10:00:00.000Z'));
  const mail = w.mailer.sent[0]?.message;
  assert.ok(mail);
  const token = /\/u\/([^>]+)>/.exec(mail.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
  const link = w.ports.links.readLink(token, 'unsubscribe', w.clock.now());
  return { mail, language: link.kind === 'valid' && link.payload.language };
}

describe('the language of an unsubscribe link', () => {
  test('D7: is the one chosen for the sequence, whatever the lead’s, and the footer is in it', async () => {
    const { mail, language } = await mailOf('fr', 'ro', 'de');
    assert.equal(language, 'ro');
    assert.ok(mail.text.includes(unsubscribeTexts.ro.footer.sentence));
  });

  test('D7: is the lead’s own where the sequence chooses none: then there is the header alone', async () => {
    const { mail, language } = await mailOf('fr', undefined, 'de');
    assert.equal(language, 'fr');
    assert.ok(!mail.text.includes(unsubscribeTexts.fr.footer.sentence));
    assert.equal(mail.headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
  });

  test('D7: is the organisation’s for a lead whose language we do not have', async () => {
    assert.equal((await mailOf('pt', undefined, 'de')).language, 'de');
  });
});
