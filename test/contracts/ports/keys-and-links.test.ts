import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { webhookKeys } from '#shared/adapters/webhooks/webhook-keys.ts';
import { linkSignerContract } from './link-signer-contract.ts';
import { webhookKeysContract } from './webhook-keys-contract.ts';

// Neither has a double: the tests sign with the real ones, since that needs nothing from outside.
linkSignerContract('HMAC', () => ({
  signer: hmacLinkSigner('a secret of the tests, thirty-two characters'),
  other: hmacLinkSigner('another secret of the tests, as long as that'),
}));

webhookKeysContract('derived', () => ({
  keys: webhookKeys(async () => 'a key of the tests, thirty-two characters'),
  other: webhookKeys(async () => 'a key of another stage, thirty-two long'),
}));
