import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '#shared/domain/kernel/language.ts';
import { meetsCondition, readAnswer } from '#shared/domain/surveys/answer.ts';
import { alertTexts } from '#shared/domain/surveys/alert-texts.ts';
import { wordingFor } from '#shared/domain/surveys/localized-text.ts';
import { pageTexts } from '#shared/domain/surveys/page-texts.ts';
import type { Question } from '#shared/domain/surveys/question.ts';
import {
  blankResponse,
  completeResponse,
  giveAnswers,
  type Response,
} from '#shared/domain/surveys/response.ts';
import { joinResults, monthRange, netPromoterScore, resultsOf } from '#shared/domain/surveys/results.ts';
import type { SurveyDraft } from '#shared/domain/surveys/survey.ts';
import { validateSurvey } from '#shared/domain/surveys/validate-survey.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { at, enrollmentNamed, zoneNamed } from '#test/support/at.ts';

const now = at('2027-03-31T23:30:00.000Z');
const text = { en: 'How?' };
const nps: Question = {
  ...{ id: 'nps', type: 'rating', scale: '0-10', satisfaction: true, compulsory: true, text },
};
const more: Question = {
  ...{ id: 'more', type: 'several-choices', compulsory: false, text },
  choices: [
    { id: 'a', label: text },
    { id: 'b', label: text },
  ],
  signal: { kind: 'service-request', when: { is: 'one-of', choices: ['b'] } },
};
const words: Question = { id: 'words', type: 'text', compulsory: false, text };
const draft: SurveyDraft = { title: { fr: 'Alors ?' }, questions: [nps, more, words] };

describe('a survey', () => {
  test('C1: is read in the client’s language, else the organisation’s, else the first in which it was written', () => {
    const words = { ro: 'ro', de: 'de', fr: ' ' };
    assert.deepEqual(wordingFor(words, 'de', 'ro'), { text: 'de', language: 'de' });
    assert.deepEqual(wordingFor(words, 'fr', 'ro'), { text: 'ro', language: 'ro' });
    assert.deepEqual(wordingFor(words, 'fr', 'en'), { text: 'ro', language: 'ro' });
    assert.equal(wordingFor({}, 'fr', 'en'), undefined);
  });

  test('C1: its page and its alerts speak every language that recipients may have', () => {
    for (const language of languages) {
      assert.deepEqual(Object.keys(pageTexts[language]), Object.keys(pageTexts.en));
      assert.deepEqual(Object.keys(alertTexts[language].alert), Object.keys(alertTexts.en.alert));
    }
  });

  test('C1: may be published when it is whole, and each thing that is wrong is told with its place', () => {
    assert.deepEqual(validateSurvey(draft), []);
    const wrong = (change: Partial<SurveyDraft>) =>
      validateSurvey({ ...draft, ...change }).map(({ path }) => path.join('.'));
    assert.deepEqual(wrong({ title: {} }), ['title']);
    assert.deepEqual(wrong({ title: { fr: 'x'.repeat(201) } }), ['title.fr']);
    assert.deepEqual(wrong({ questions: [] }), ['questions']);
    assert.deepEqual(wrong({ questions: [words] }), ['questions']);
    assert.deepEqual(wrong({ questions: [nps, { ...nps, id: 'two' }] }), ['questions']);
    assert.deepEqual(wrong({ questions: [nps, { ...words, id: 'nps' }] }), ['questions.1.id']);
    assert.deepEqual(wrong({ questions: [nps, { ...words, id: 'No!', text: {} }] }), [
      'questions.1.text',
      'questions.1.id',
    ]);
    assert.deepEqual(wrong({ questions: [nps, { ...more, choices: more.choices.slice(0, 1) }] }), [
      'questions.1.choices',
      'questions.1.signal.when.choices',
    ]);
    const signal = (when: NonNullable<Question['signal']>['when']) =>
      wrong({ questions: [{ ...nps, signal: { kind: 'warning', when } }] });
    assert.deepEqual(signal({ is: 'at-most', value: 3 }), []);
    assert.deepEqual(signal({ is: 'at-most', value: 10 }), ['questions.0.signal.when.value']);
    assert.deepEqual(signal({ is: 'yes' }), ['questions.0.signal.when.is']);
    const many = Array.from({ length: 50 }, (_, index) => ({ ...words, id: `q${index}` }));
    assert.deepEqual(wrong({ questions: [nps, ...many] }), ['questions']);
    assert.deepEqual(wrong({ questions: [nps, ...many.slice(1)] }), []);
    const long = many
      .slice(1)
      .map((each) => ({ ...each, text: { en: 'x'.repeat(500) }, help: { en: 'x'.repeat(999) } }));
    assert.deepEqual(wrong({ questions: [nps, ...long] }), ['questions']);
  });
});

describe('an answer', () => {
  test('C1: is one that the question offers', () => {
    for (const [given, wanted] of [
      ['0', 0],
      ['10', 10],
      ['11', 'wrong'],
      ['1.5', 'wrong'],
      ['', 'none'],
      ['١', 'wrong'],
    ] as const) {
      const read = readAnswer(nps, [given]);
      const said = read.kind === 'answer' && read.value.type === 'rating' ? read.value.rating : read.kind;
      assert.equal(said, wanted, given);
    }
    assert.equal(readAnswer({ ...nps, scale: '1-5' }, ['0']).kind, 'wrong');
    assert.deepEqual(readAnswer(more, ['b', '', 'a', 'b']), {
      kind: 'answer',
      value: { type: 'several-choices', choices: ['a', 'b'] },
    });
    assert.deepEqual(readAnswer(words, [' \u0000a\r\nb\u0007 ']), {
      kind: 'answer',
      value: { type: 'text', text: 'a\nb' },
    });
  });

  test('C1: raises what it is said to raise, and nothing else', () => {
    const rating = (value: number) => ({ type: 'rating' as const, rating: value });
    assert.equal(meetsCondition(rating(3), { is: 'at-most', value: 3 }), true);
    assert.equal(meetsCondition(rating(4), { is: 'at-most', value: 3 }), false);
    assert.equal(meetsCondition({ type: 'yes-no', yes: false }, { is: 'no' }), true);
    assert.equal(meetsCondition({ type: 'yes-no', yes: false }, { is: 'yes' }), false);
    assert.equal(meetsCondition({ type: 'text', text: 'a' }, { is: 'one-of', choices: ['a'] }), false);
  });
});

const version = { number: 1, questions: draft.questions };
const blank = blankResponse(
  {
    ...{ organisation: 'acme', id: enrollmentNamed('l1.care.1'), leadId: 'l1', sequenceId: 'care' },
    ...{ userId: 'anne', ownerId: 'anne', surveyId: 'happy', employees: [] },
  },
  now,
);
const answered = (of: Response, given: Record<string, string[]>, when = now): Response => {
  const read = draft.questions.flatMap((question) =>
    given[question.id] === undefined
      ? []
      : [[question.id, readAnswer(question, given[question.id] ?? [])] as const],
  );
  const outcome = giveAnswers(of, version, new Map(read), when);
  return outcome.kind === 'answered' ? outcome.response : of;
};

describe('a response', () => {
  test('C5: raises each kind of alert once, whatever becomes of the answer, and an unhappy client only at its end', () => {
    const first = answered(blank, { more: ['b'], nps: ['2'] });
    assert.deepEqual(
      first.alerts.map(({ kind }) => kind),
      ['service-request'],
    );
    const later = plusMinutes(now, 5);
    const again = answered(answered(first, { more: [''] }, later), { more: ['b'] }, later);
    assert.deepEqual(again.alerts, first.alerts);
    const done = completeResponse(again, version, 7, later);
    assert.ok(done.kind === 'completed');
    assert.deepEqual(
      done.response.alerts.map(({ kind }) => kind),
      ['service-request', 'unhappy-client'],
    );
    assert.equal(completeResponse(done.response, version, 7, later).kind, 'closed');
    const happy = completeResponse(answered(blank, { nps: ['7'] }), version, 7, now);
    assert.deepEqual(happy.kind === 'completed' && happy.response.alerts, []);
  });

  test('C1: is complete with an answer to each compulsory question, and says which are missing', () => {
    const missing = completeResponse(answered(blank, { words: ['a'] }), version, undefined, now);
    assert.deepEqual(missing.kind === 'missing' && missing.questions.map(({ id }) => id), ['nps']);
  });

  test('C7: knows what its last change answered anew', () => {
    const first = answered(blank, { nps: ['2'], words: ['a'] });
    assert.deepEqual(first.changed, ['nps', 'words']);
    assert.equal(answered(first, { nps: ['2'], words: ['a'] }), first);
    assert.deepEqual(answered(first, { nps: ['2'], words: ['b'] }).changed, ['words']);
  });
});

describe('results', () => {
  const of = (rating: string, owner: string, employees: string[] = [], when = now): Response => ({
    ...answered({ ...blank, ownerId: owner, employees }, { nps: [rating], more: ['a'] }, when),
  });

  test('C1: a Net Promoter Score is the share of 9 and 10 minus that of 0 to 6', () => {
    assert.equal(netPromoterScore({}), undefined);
    assert.equal(netPromoterScore({ 10: 1, 9: 1, 8: 1, 7: 1, 6: 1, 0: 1 }), 0);
    assert.equal(netPromoterScore({ 10: 1, 9: 1, 7: 1 }), 66.7);
    assert.equal(netPromoterScore({ 0: 1, 7: 2 }), -33.3);
  });

  test('C1: count by question, employee and month of the organisation’s zone', () => {
    const responses = [
      of('10', 'anne'),
      of('6', 'anne', ['paul', 'eva']),
      of('9', 'anne', [], plusMinutes(now, -60)),
    ];
    const results = resultsOf(responses, draft.questions, zoneNamed('Europe/Paris'));
    assert.deepEqual(results.satisfaction, {
      count: 3,
      mean: 8.33,
      nps: 33.3,
      distribution: { 6: 1, 9: 1, 10: 1 },
    });
    assert.deepEqual(
      results.byEmployee.map(({ employee, begun, satisfaction }) => [employee, begun, satisfaction.mean]),
      [
        ['anne', 2, 9.5],
        ['eva', 1, 6],
        ['paul', 1, 6],
      ],
    );
    // 23:30 UTC is April in Paris; 22:30 UTC too, since its clocks went forward.
    assert.deepEqual(
      results.byMonth.map(({ month, begun }) => [month, begun]),
      [['2027-04', 3]],
    );
    const [rating, choices] = results.questions;
    assert.deepEqual([rating?.count, rating?.distribution['10'], rating?.distribution['0']], [3, 1, 0]);
    assert.deepEqual(choices?.distribution, { a: 3, b: 0 });
  });

  test('C1: counted in lots and joined they are those of all at once, wherever they are cut', () => {
    const zone = zoneNamed('Europe/Paris');
    const responses = Array.from({ length: 12 }, (_, index) =>
      of(
        String((index * 7) % 11),
        index % 3 === 0 ? 'anne' : 'eva',
        index % 4 === 0 ? ['paul'] : [],
        plusMinutes(now, index * 60 * 24 * 9),
      ),
    );
    const whole = resultsOf(responses, draft.questions, zone);
    for (let cut = 0; cut <= responses.length; cut += 1) {
      const lots = [responses.slice(0, cut), responses.slice(cut)] as const;
      const [first, second] = lots.map((lot) => resultsOf(lot, draft.questions, zone));
      assert.ok(first && second);
      assert.deepEqual(joinResults(first, second), whole, String(cut));
    }
  });

  test('C1: what is read for a month has all of it in every zone, across the turn of the year too', () => {
    assert.deepEqual(monthRange('2027-01'), { from: '2026-12-2', upTo: '2027-02-0' });
    assert.deepEqual(monthRange('2027-12'), { from: '2027-11-2', upTo: '2028-01-0' });
  });
});
