import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { later, timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem } from '#infra/local/system.ts';
import type { ApiAnswer } from '#test/support/api.ts';

// Monday, 10:00 in Paris.
const start = '2027-03-08T09:00:00.000Z';

describe('a system that is killed while it sends, and started again on its folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-killed-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('F3, F4: within minutes nothing stands still, nobody has a mail twice, and what nobody knows is counted', async () => {
    const program = join(import.meta.dirname, '..', 'support', 'dying-system.ts');
    const killed = spawnSync(process.execPath, [program, folder, start], { timeout: 60_000 });
    assert.equal(killed.signal, 'SIGKILL', killed.stderr.toString());

    const death = killed.stdout.toString();
    const clock = timeLapseClock(death);
    await using parts = new AsyncDisposableStack();
    parts.defer(() => clock.restore());
    const system = await startSystem({ clock, folder });
    parts.defer(() => system.stop());
    const authorization = `Bearer ${await system.token({ organisation, userId: 'admin', role: 'admin' })}`;
    const counts = async (): Promise<ApiAnswer['body']> =>
      (await fetch(`${system.url}/v1/reconciliation`, { headers: { authorization } })).json();

    // Whoever died has its term still; what was not in flight goes on at once.
    await system.drain();
    const atStart = await counts();
    assert.deepEqual([atStart.enrolled, atStart.expiredClaims, atStart.unknown], [24, 0, 0]);

    await system.runUntil(later(death, 200));
    const { unknown, finished, pending } = await counts();
    assert.ok(unknown >= 1, 'no claim was left behind');
    assert.equal(pending, unknown);
    assert.equal(finished, 24 - unknown);
    const receivers = system.aws.mailbox.list().map(({ to }) => [to].flat().join());
    assert.equal(new Set(receivers).size, receivers.length, 'a mail went out twice');
    assert.equal(receivers.length, finished);
  });
});
