import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { bundling } from '#infra/constructs/bundling.ts';

test('a bundle that speaks with HubSpot carries its client without the client’s own way of sending', async () => {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: ['shared/adapters/crm/hubspot/hubspot.ts'],
    outfile: 'hubspot.mjs',
    write: false,
    metafile: true,
  });
  const carried = Object.keys(metafile.inputs).filter((path) =>
    /mime-db|form-data|Transport\.js$/.test(path),
  );
  assert.deepEqual(carried, []);
  assert.ok((outputFiles[0]?.text.length ?? 0) < 280_000);
});
