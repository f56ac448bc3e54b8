import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AutomationStep } from '#shared/domain/automations/automation.ts';
import { neverTextsProblems } from '#shared/domain/automations/never-texts.ts';
import { sequenceOf } from '#shared/domain/automations/steps-of-automation.ts';
import { asOfAutomation, validateAutomation } from '#shared/domain/automations/validate-automation.ts';
import { automation } from '#test/contracts/store/samples/automations.ts';

const text: AutomationStep = {
  id: 'text',
  name: 'Text',
  action: 'sms-to-client',
  delayDays: 0,
  on: 'any-day',
};
const hours = {
  workingHours: [{ from: '09:00', to: '24:00' }],
  smsQuietHours: { from: '23:00', to: '07:30', policy: 'drop' as const },
};

test('E4: a text that would be dropped each time keeps an automation from being activated, and says what to mend', () => {
  const late = { ...text, from: '23:30' };
  const [problem] = neverTextsProblems([late], hours);
  assert.deepEqual(problem?.path, ['steps', '0', 'from']);
  assert.match(problem.message, /At 23:30 texts are quiet, 23:00 to 07:30/);
  assert.deepEqual(neverTextsProblems([{ ...late, quietHours: 'defer' }], hours), []);
  assert.deepEqual(neverTextsProblems([text], hours), []);
});

test('E4: a text that starts when the working hours open is looked at there', () => {
  const early = { ...text, from: '06:00' };
  const opensAt = (from: string) => ({
    ...hours,
    workingHours: [{ from: from, to: '18:00' }],
  });
  assert.deepEqual(neverTextsProblems([early], opensAt('08:00')), []);
  assert.equal(neverTextsProblems([early], opensAt('07:00')).length, 1);
});

test('E4: working hours that all are quiet let no text go, dropped or not', () => {
  const night = { ...hours, workingHours: [{ from: '00:00', to: '07:00' }] };
  for (const quietHours of ['drop', 'defer'] as const) {
    const [problem] = neverTextsProblems([{ ...text, quietHours }], night);
    assert.deepEqual(problem?.path, ['steps', '0', 'action']);
  }
});

test('E3: a step becomes one of the engine: its delay in days, its days, its hour, who acts and who gets it', () => {
  const { steps, stopOnReply, unsubscribeLink } = sequenceOf(automation);
  assert.deepEqual(steps, [
    {
      id: 'ask',
      name: 'Ask',
      type: 'user-mail',
      wait: { amount: 1, unit: 'days' },
      at: '09:00',
      weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      templateId: 't1',
      userId: 'u1',
      to: { kind: 'managers' },
    },
    {
      id: 'text',
      name: 'Text',
      type: 'automated-sms',
      wait: { amount: 4, unit: 'days' },
      weekdays: ['monday'],
      quietHours: 'defer',
    },
  ]);
  assert.equal(stopOnReply, false);
  assert.deepEqual(unsubscribeLink, { language: 'ro' });
});

test('E1: recipients and quiet hours stand where they mean something, and users exist and are active', () => {
  const steps: AutomationStep[] = [
    { ...text, to: { kind: 'owner' } },
    { ...text, action: 'task-for-user', quietHours: 'drop', userId: 'gone' },
    { ...text, action: 'mail-to-user', to: { kind: 'user', userId: 'off' } },
  ];
  const users = new Map([['off', { active: false }]]);
  const found = validateAutomation({ ...automation, steps }, { filter: false, users });
  assert.deepEqual(
    found.map(({ path }) => path.join('.')),
    ['filterId', 'steps.0.to', 'steps.1.quietHours', 'steps.1.userId', 'steps.2.to.userId'],
  );
});

test('E3: what is wrong with a step of the sequence is told at the field of the automation', () => {
  const problems = ['wait.amount', 'at', 'weekdays', 'type', 'templateId'].map((field) => ({
    path: ['steps', '0', ...field.split('.')],
    message: 'wrong',
  }));
  assert.deepEqual(
    asOfAutomation(problems).map(({ path }) => path.join('.')),
    ['steps.0.delayDays', 'steps.0.from', 'steps.0.on', 'steps.0.action', 'steps.0.templateId'],
  );
});
