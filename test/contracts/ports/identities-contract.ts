import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MailIdentities } from '#shared/ports/mail-identities.ts';

/** What every mail provider does with domains. */
export function identitiesContract(name: string, open: () => MailIdentities): void {
  describe(`the domains of ${name}`, () => {
    test('A8: a domain is registered once, with three keys and its owner', async () => {
      const identities = open();
      assert.equal(await identities.get('acme.example'), undefined);
      await identities.register('acme.example', 'acme');
      const first = await identities.get('acme.example');
      assert.deepEqual(
        [first?.domain, first?.owner, first?.mailFromDomain],
        ['acme.example', 'acme', undefined],
      );
      assert.equal(new Set(first?.dkim.tokens).size, 3);
      assert.equal(first?.dkim.zone, 'dkim.amazonses.com');
      await identities.register('acme.example', 'globex');
      assert.deepEqual(await identities.get('acme.example'), first);
    });

    test('A8: bounces go where they are told to, again and again', async () => {
      const identities = open();
      await identities.register('bounces.example', 'acme');
      await identities.setMailFrom('bounces.example', 'bounce.bounces.example');
      await identities.setMailFrom('bounces.example', 'bounce.bounces.example');
      assert.equal((await identities.get('bounces.example'))?.mailFromDomain, 'bounce.bounces.example');
    });

    test('A8: what becomes of mails is mailed to their senders until that is ended', async () => {
      const identities = open();
      await identities.register('quiet.example', 'acme');
      assert.equal((await identities.get('quiet.example'))?.forwardsFeedback, true);
      await identities.endFeedback('quiet.example');
      await identities.endFeedback('quiet.example');
      assert.equal((await identities.get('quiet.example'))?.forwardsFeedback, false);
    });

    test('A8: a domain is forgotten, and forgetting it again is fine', async () => {
      const identities = open();
      await identities.register('gone.example', 'acme');
      await identities.remove('gone.example');
      await identities.remove('gone.example');
      assert.equal(await identities.get('gone.example'), undefined);
    });
  });
}
