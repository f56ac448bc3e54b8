import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzInRoutes } from '#test/fuzz/in-routes.ts';

for (const seed of [1, 2, 3]) {
  test(`B6: whatever is sent to the addresses of services, nothing breaks and nothing unproven is believed (seed ${seed})`, async () => {
    const { wrong, believed } = await fuzzInRoutes(seed, 400);
    assert.deepEqual(wrong, []);
    // Those that are whole get through.
    assert.ok(believed > 40, String(believed));
  });
}
