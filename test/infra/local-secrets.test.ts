import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { credentialsPrefix } from '#infra/local/names.ts';
import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { localServices } from '#test/support/local-services.ts';

localServices();

describe('credentials in Secrets Manager', () => {
  const vault = secretsVault(credentialsPrefix);

  test('B6: what was removed is not there, though its name is marked for some seconds', async () => {
    await vault.write('acme', 'hubspot', { accessToken: 'one' });
    await vault.remove('acme', 'hubspot');
    assert.equal(await vault.read('acme', 'hubspot'), undefined);
    await vault.remove('acme', 'hubspot');
  });

  test('B6: a connection that is made right after it was removed waits for the name', async () => {
    await vault.write('acme', 'salesforce', { clientId: 'one' });
    await vault.remove('acme', 'salesforce');
    await vault.write('acme', 'salesforce', { clientId: 'two' });
    assert.deepEqual(await vault.read('acme', 'salesforce'), { clientId: 'two' });
  });
});
