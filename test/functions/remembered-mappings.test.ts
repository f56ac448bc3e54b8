import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberedMappings } from '#functions/runtime/remembered-mappings.ts';

test('B6: whether something goes out to a CRM is asked once a minute and organisation, and again after an error', async () => {
  let elapsed = 0;
  const asked: string[] = [];
  let broken = true;
  const mappingsOf = rememberedMappings(
    (organisation) => {
      asked.push(organisation);
      return broken ? Promise.reject(new Error('Not there')) : Promise.resolve([]);
    },
    () => elapsed,
  );
  await assert.rejects(mappingsOf('acme'));
  broken = false;
  await mappingsOf('acme');
  elapsed = 59_999;
  await mappingsOf('acme');
  await mappingsOf('other');
  elapsed = 60_000;
  await mappingsOf('acme');
  assert.deepEqual(asked, ['acme', 'acme', 'other', 'acme']);
});
