import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ApiClient, RefusedError } from '#infra/local/demo/api-client.ts';
import { readPlan } from '#infra/local/demo/plan.ts';
import { setUp } from '#infra/local/demo/set-up.ts';
import { fileRefusal } from '#test/support/file-refusal.ts';

const sound = `users:
  anne: { name: Anne, zone: Mars/North }
sequence:
  id: s
  name: S
  steps:
    - { id: a, type: automated-mail, wait: { amount: -1, unit: days } }
`;

describe('a plan of the demo', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-plan-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function written(text: string) {
    const file = join(folder, 'plan.yaml');
    await writeFile(file, text);
    return readPlan(file);
  }
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    (await fileRefusal(work)).replaceAll(folder, '');

  test('tells the line of each wrong value, and the value', async () => {
    const text = `${sound}webhooks: [convert, sell]\nreaction: 3\nreactions:\n  open: { chance: 7, after: [1, 2] }\n`;
    const lines = (await refusal(written(text))).split('\n  ');
    assert.deepEqual(lines, [
      'The plan /plan.yaml is not right:',
      'line 8: webhooks.1 is "sell": Choose convert or disqualify.',
      'line 9: reaction is 3: There is no such part: remove it, or mend its name. A plan has organisation, groups, users, templates, sequence, suppressions, webhooks, workflows, filters, automations, surveys, feedbackSequences, services, reactions.',
      'line 11: reactions.open.chance is 7: A chance is 0 to 1.',
    ]);
  });

  test('tells the line of what is no service, and of who is missing there', async () => {
    const services = 'services:\n  connections:\n    salesforce: { mapping: 3 }\n    fax: {}\n';
    const lines = (await refusal(written(sound + services))).split('\n  ');
    assert.match(lines[1] ?? '', /line 8: services\.owner: this is missing/);
    assert.ok(lines.some((line) => line.startsWith('line 10: services.connections.salesforce.mapping is 3')));
    assert.ok(lines.some((line) => line.includes('services.connections.fax')));
  });

  test('tells what is missing, also where it is empty', async () => {
    assert.match(await refusal(written('')), /is empty\. It needs “users”: .*“sequence”: its id/);
    assert.match(await refusal(written('# nothing yet\n')), /is empty/);
    assert.match(await refusal(written('{}')), /line 1: users: this is missing, at least one user/);
    assert.match(
      await refusal(written('users: {a: {}}\nsequence:\n  id: s\n')),
      /line 2: sequence\.name: this/,
    );
  });

  test('that cannot be read says so in a sentence', async () => {
    assert.match(await refusal(written('users: {\n')), /neither YAML nor JSON: .* at line 2/);
    assert.match(await refusal(written('users:\n  a: 1\nusers:\n')), /must be unique at line 3/);
    assert.match(await refusal(written('users: *nobody\n')), /Unresolved alias/);
    assert.match(await refusal(written('- a\n')), /holds no parts by name/);
    assert.match(await refusal(readPlan(folder)), /it is a folder/);
    assert.match(await refusal(readPlan(join(folder, 'none.yaml'))), /there is no such file/);
  });

  test('tells the line of a value that the API refuses', async () => {
    const refusing = (of: string, errors: { path: string; message: string }[]) =>
      new (class extends ApiClient {
        override call(_method: string, path: string): Promise<any> {
          return path.endsWith(of)
            ? Promise.reject(new RefusedError('refused', errors))
            : Promise.resolve({ revision: 1 });
        }
      })('', '');
    const plan = await written(sound);
    const user = refusing('/users/anne', [
      { path: 'zone', message: 'Not a known time zone.' },
      { path: 'email', message: 'Give this value: a string.' },
    ]);
    assert.match(
      await refusal(setUp(user, plan, 'anne')),
      /line 2: users\.anne\.zone is "Mars\/North": Not a known time zone\.\n {2}line 2: users\.anne\.email: Give/,
    );
    const sequence = refusing('/sequences/s', [{ path: 'draft.steps.0.wait.amount', message: 'Too small.' }]);
    assert.match(
      await refusal(setUp(sequence, plan, 'anne')),
      /line 7: sequence\.steps\.0\.wait\.amount is -1: Too small\./,
    );
    const whole = refusing('/publish', []);
    assert.match(await refusal(setUp(whole, plan, 'anne')), /line 3: sequence: refused/);
  });
});
