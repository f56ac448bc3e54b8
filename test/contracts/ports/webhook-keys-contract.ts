import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { epochSeconds, fromEpochMs } from '#shared/domain/time/instants.ts';
import type { WebhookKeys } from '#shared/ports/webhook-keys.ts';

const body = '{"type":"lead.converted","data":{"lead":{"firstName":"Zoé"}}}';

/** The reference checks that the time is near its own clock. */
const now = () => epochSeconds(fromEpochMs(Date.now()));

/** What all keys of webhooks do. `other` are those of another stage. */
export function webhookKeysContract(
  name: string,
  open: () => { keys: WebhookKeys; other: WebhookKeys },
): void {
  const { keys, other } = open();

  async function signed(numbers: number[], change: { body?: string; id?: string } = {}) {
    const at = now();
    const message = { organisation: 'acme', id: 'l1-c-1', at, body, ...change };
    return {
      'webhook-id': 'l1-c-1',
      'webhook-timestamp': String(at),
      'webhook-signature': await keys.signatures(message, numbers),
    };
  }

  describe(`signatures by ${name} keys`, () => {
    test('A14: verify with the reference implementation of Standard Webhooks', async () => {
      const secret = await keys.secretOf('acme', 0);
      assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
      assert.deepEqual(new Webhook(secret).verify(body, await signed([0])), JSON.parse(body));
    });

    test('A14: either secret verifies while both sign', async () => {
      const headers = await signed([1, 0]);
      assert.equal(headers['webhook-signature'].split(' ').length, 2);
      for (const number of [0, 1]) {
        new Webhook(await keys.secretOf('acme', number)).verify(body, headers);
      }
    });

    test('A14: another body, id, number or organisation does not verify', async () => {
      const secret = await keys.secretOf('acme', 0);
      const refuses = (of: string, headers: Record<string, string>) =>
        assert.throws(() => new Webhook(of).verify(body, headers), WebhookVerificationError);
      refuses(secret, await signed([0], { body: `${body} ` }));
      refuses(secret, await signed([0], { id: 'l1-c-2' }));
      refuses(await keys.secretOf('acme', 1), await signed([0]));
      refuses(await keys.secretOf('other', 0), await signed([0]));
    });

    test('A14: secrets differ by organisation, number and stage, and are the same each time', async () => {
      const secrets = await Promise.all([
        keys.secretOf('acme', 0),
        keys.secretOf('acme', 1),
        keys.secretOf('acm', 0),
        other.secretOf('acme', 0),
      ]);
      assert.equal(new Set(secrets).size, 4);
      assert.equal(await keys.secretOf('acme', 0), secrets[0]);
    });
  });

  describe(`values of headers by ${name} keys`, () => {
    test('A14: are sealed for their organisation and stage, each time differently', async () => {
      const sealed = await keys.seal('acme', 'Bearer s3cret');
      assert.ok(!sealed.includes('s3cret'));
      assert.notEqual(await keys.seal('acme', 'Bearer s3cret'), sealed);
      assert.equal(await keys.open('acme', sealed), 'Bearer s3cret');
      assert.equal(await keys.open('other', sealed), undefined);
      assert.equal(await other.open('acme', sealed), undefined);
    });

    test('A14: sealed already, they stay as they are; damaged or in clear, they are not read', async () => {
      const sealed = await keys.seal('acme', 'x');
      assert.equal(await keys.seal('acme', sealed), sealed);
      const damaged = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
      for (const wrong of [damaged, 'sealed:', 'Bearer s3cret', '']) {
        assert.equal(await keys.open('acme', wrong), undefined);
      }
    });
  });
}
