import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { nextStep } from '#shared/domain/sequences/next-step.ts';
import type { Sequence, Step } from '#shared/domain/sequences/step.ts';
import { validateSequence } from '#shared/domain/sequences/validate-sequence.ts';
import type { Template } from '#shared/domain/templates/template.ts';
import { at } from '#test/support/at.ts';

const aTemplate = (id: string, kind: Template['kind'], over: Partial<Template> = {}): Template => ({
  organisation: 'acme',
  id,
  revision: 1,
  kind,
  name: `The ${id}`,
  subject: kind === 'mail' ? 'Hello' : undefined,
  text: 'Hello',
  fallbacks: {},
  ownerId: 'ana',
  shared: true,
  createdAt: at('2027-01-01T00:00:00.000Z'),
  ...over,
});
const templates = new Map(
  [
    aTemplate('intro', 'mail'),
    aTemplate('bare', 'mail', { subject: ' ' }),
    aTemplate('text', 'sms'),
    aTemplate('long', 'sms', { text: 'x'.repeat(1601) }),
    aTemplate('script', 'task'),
    aTemplate('secret', 'task', { shared: false }),
  ].map((template) => [template.id, template]),
);
const find = { template: (id: string) => templates.get(id) };
const step = (id: string, type: Step['type'], over: Partial<Step> = {}): Step => ({
  id,
  name: `Step ${id}`,
  type,
  wait: { amount: 1, unit: 'days' },
  ...over,
});
const mail = step('a', 'automated-mail', { templateId: 'intro' });
const problemsOf = (steps: Step[], rest: Partial<Sequence['draft']> = {}) =>
  validateSequence({ steps, ...rest }, find);
const pathsOf = (steps: Step[], rest: Partial<Sequence['draft']> = {}) =>
  problemsOf(steps, rest).map(({ path }) => path.join('.'));

describe('a draft may be published', () => {
  test('with every type of step in a sound order', () => {
    const steps = [
      mail,
      step('b', 'automated-reply', {
        templateId: 'bare',
        inThreadOf: 'a',
        at: '09:30',
        weekdays: ['tuesday'],
      }),
      step('c', 'mail', { templateId: 'intro' }),
      step('d', 'reply', { templateId: 'bare', inThreadOf: 'b' }),
      step('e', 'automated-sms', { templateId: 'text', wait: { amount: 0, unit: 'minutes' } }),
      step('f', 'sms', { templateId: 'text' }),
      step('g', 'call', { templateId: 'script' }),
      step('h', 'whatsapp'),
      step('i', 'linkedin'),
      step('j', 'callback'),
      step('k', 'custom', { wait: { amount: 520, unit: 'working-days' } }),
    ];
    assert.deepEqual(problemsOf(steps, { unsubscribeLink: { language: 'ro' } }), []);
  });

  test('with fifty steps and no more', () => {
    const steps = (count: number) => Array.from({ length: count }, (_, index) => step(`s${index}`, 'call'));
    assert.deepEqual(pathsOf(steps(50)), []);
    assert.deepEqual(pathsOf(steps(51)), ['steps']);
  });
});

describe('a draft is refused', () => {
  const refused: [rule: string, steps: Step[], paths: string[]][] = [
    ['without a step', [], ['steps']],
    ['with two steps of one id', [mail, { ...mail }], ['steps.1.id']],
    ['with a badly written id', [step('Step-1', 'call')], ['steps.0.id']],
    ['with a step without a name', [step('a', 'call', { name: ' ' })], ['steps.0.name']],
    ['with a name over 100 characters', [step('a', 'call', { name: 'x'.repeat(101) })], ['steps.0.name']],
    [
      'with half a day',
      [step('a', 'call', { wait: { amount: 0.5, unit: 'days' } })],
      ['steps.0.wait.amount'],
    ],
    [
      'with a negative wait',
      [step('a', 'call', { wait: { amount: -1, unit: 'hours' } })],
      ['steps.0.wait.amount'],
    ],
    [
      'with a wait of years',
      [step('a', 'call', { wait: { amount: 731, unit: 'days' } })],
      ['steps.0.wait.amount'],
    ],
    ['with a time that no day has', [step('a', 'call', { at: '24:00' })], ['steps.0.at']],
    ['with no weekday to run on', [step('a', 'call', { weekdays: [] })], ['steps.0.weekdays']],
    ['with a weekday twice', [step('a', 'call', { weekdays: ['friday', 'friday'] })], ['steps.0.weekdays']],
    ['with a mail without a template', [step('a', 'mail')], ['steps.0.templateId']],
    ['with an automated SMS without a template', [step('a', 'automated-sms')], ['steps.0.templateId']],
    [
      'with a template that does not exist',
      [step('a', 'call', { templateId: 'gone' })],
      ['steps.0.templateId'],
    ],
    [
      'with a template of another kind',
      [step('a', 'automated-mail', { templateId: 'text' })],
      ['steps.0.templateId'],
    ],
    ['with a private template', [step('a', 'call', { templateId: 'secret' })], ['steps.0.templateId']],
    [
      'with a first mail without a subject',
      [step('a', 'automated-mail', { templateId: 'bare' })],
      ['steps.0.templateId'],
    ],
    [
      'with an automated SMS over 1,600 characters',
      [step('a', 'automated-sms', { templateId: 'long' })],
      ['steps.0.templateId'],
    ],
    [
      'with a reply before any mail',
      [step('a', 'call'), step('b', 'reply', { templateId: 'bare' }), { ...mail, id: 'c' }],
      ['steps.1.type'],
    ],
    [
      'with a reply in the thread of a call',
      [mail, step('b', 'call'), step('c', 'reply', { templateId: 'bare', inThreadOf: 'b' })],
      ['steps.2.inThreadOf'],
    ],
    [
      'with a reply in the thread of a later mail',
      [mail, step('b', 'reply', { templateId: 'bare', inThreadOf: 'c' }), { ...mail, id: 'c' }],
      ['steps.1.inThreadOf'],
    ],
    [
      'with a reply in a thread that does not exist',
      [mail, step('b', 'automated-reply', { templateId: 'bare', inThreadOf: 'x' })],
      ['steps.1.inThreadOf'],
    ],
    [
      'with a thread for what is no reply',
      [mail, step('b', 'call', { inThreadOf: 'a' })],
      ['steps.1.inThreadOf'],
    ],
  ];
  for (const [rule, steps, paths] of refused) {
    const number = /reply|thread/.test(rule) ? 'D6: ' : '';
    test(number + rule, () => assert.deepEqual(pathsOf(steps), paths));
  }

  test('with an unsubscribe link in a language it does not have', () => {
    assert.deepEqual(pathsOf([mail], { unsubscribeLink: { language: 'it' as 'en' } }), [
      'unsubscribeLink.language',
    ]);
  });

  test('with a message that says what to mend', () => {
    const relance = step('b', 'automated-reply', { name: 'Relance', templateId: 'bare' });
    assert.deepEqual(
      problemsOf([step('a', 'call'), relance]).map(({ message }) => message),
      [
        'Step 2 (“Relance”) is an automated reply but no mail comes before it: move it after a mail or make it an automated mail.',
      ],
    );
  });
});

describe('the next step', () => {
  const version = (ids: string) => ({ steps: Array.from(ids).map((id) => step(id, 'call')) });
  const cases: [
    rule: string,
    steps: string,
    done: string,
    current: string | undefined,
    next: string | undefined,
  ][] = [
    ['is the first at the start', 'abc', '', undefined, 'a'],
    ['follows the step done last', 'abc', 'a', 'a', 'b'],
    ['follows the scheduled step, done or not', 'abc', '', 'a', 'b'],
    ['is none after the last', 'abc', 'abc', 'c', undefined],
    ['is none in an empty version', '', '', undefined, undefined],
    ['comes after the scheduled one when a step was put before it', 'xabc', '', 'a', 'b'],
    ['is the one put right after the scheduled one', 'axbc', '', 'a', 'x'],
    ['passes over what is already done and was moved later', 'bac', 'a', 'b', 'c'],
    ['is never the current one again', 'aba', 'a', 'a', 'b'],
    ['follows the last done step that is left when the current one was deleted', 'abd', 'ab', 'c', 'd'],
    ['is the first when everything done was deleted', 'xy', 'ab', 'b', 'x'],
    ['follows the latest done when no current step is given', 'bxa', 'ab', undefined, 'x'],
  ];
  for (const [rule, steps, done, current, next] of cases) {
    test(`D10: ${rule}`, () => assert.equal(nextStep(version(steps), Array.from(done), current)?.id, next));
  }

  test('D10: is never one that is done, and walking ends, over any editions', () => {
    const edition = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(edition, { minLength: 1, maxLength: 20 }), (editions) => {
        const done: string[] = [];
        for (const ids of editions) {
          const next = nextStep(version(ids.join('')), done, done.at(-1));
          if (!next) continue;
          assert.ok(!done.includes(next.id));
          done.push(next.id);
        }
        assert.ok(done.length <= 8);
      }),
    );
  });
});
