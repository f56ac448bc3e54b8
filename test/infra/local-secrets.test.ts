import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { later } from '#infra/local/clock.ts';
import { credentialsPrefix } from '#infra/local/names.ts';
import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { localServices } from '#test/support/local-services.ts';

const { clock } = localServices();

describe('credentials in Secrets Manager', () => {
  const vault = secretsVault(credentialsPrefix);

  test('B6: what was removed is not there, though its name is marked for some seconds', async () => {
    await vault.write('acme', 'hubspot', { accessToken: 'one' });
    await vault.remove('acme', 'hubspot');
    assert.equal(await vault.read('acme', 'hubspot'), undefined);
    await vault.remove('acme', 'hubspot');
  });

  test('a secret takes a hundred values within a day, as Secrets Manager does', async () => {
    const write = () => vault.write('acme', 'ringover', { apiKey: 'one' });
    for (let version = 1; version <= 100; version += 1) await write();
    await assert.rejects(write(), { name: 'LimitExceededException' });
    clock.advanceTo(later(clock.now(), 86_399));
    await assert.rejects(write(), { name: 'LimitExceededException' });
    clock.advanceTo(later(clock.now(), 1));
    await write();
  });

  test('B6: a connection that is made right after it was removed waits for the name', async () => {
    await vault.write('acme', 'salesforce', { clientId: 'one' });
    await vault.remove('acme', 'salesforce');
    await vault.write('acme', 'salesforce', { clientId: 'two' });
    assert.deepEqual(await vault.read('acme', 'salesforce'), { clientId: 'two' });
  });
});
