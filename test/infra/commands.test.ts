import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { text } from 'node:stream/consumers';

/** Commands that take words, by the script that starts each; those of `commander` are its own business. */
const named = ['start', 'holds', 'restore', 'doctor', 'sim', 'bench'];

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

function fileOf(name: string): string {
  const file = scripts[`${name}:run`]?.split(' ').find((word) => word.endsWith('.ts'));
  assert.ok(file, name);
  return file;
}

async function called(name: string, ...args: string[]) {
  const child = spawn(process.execPath, [fileOf(name), ...args]);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { out, errors, status };
}

describe('a command', { concurrency: 2 }, () => {
  for (const name of named)
    test(`${name}: says how it is called where that is asked, and where it is called in another way`, async () => {
      const helped = await called(name, '--help');
      assert.deepEqual([helped.status, helped.errors], [0, '']);
      assert.match(helped.out, /^(usage: npm run |Starts )/);
      const wrong = await called(name, '--no-such-word');
      assert.notEqual(wrong.status, 0);
      assert.match(wrong.errors, /no-such-word/);
      assert.doesNotMatch(wrong.errors, /^ +at /m);
    });
});
