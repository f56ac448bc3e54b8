import type { ContactLedger } from '#shared/domain/contact-intervals/contact-ledger.ts';
import type { Response } from '#shared/domain/surveys/response.ts';
import type { Survey, SurveyVersion } from '#shared/domain/surveys/survey.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';

const questions: Survey['draft']['questions'] = [
  {
    id: 'nps',
    type: 'rating',
    scale: '0-10',
    satisfaction: true,
    text: { en: 'Would you recommend us?', fr: 'Nous recommanderiez-vous ?' },
    ends: { low: { en: 'No' }, high: { en: 'Yes' } },
    compulsory: true,
    signal: { kind: 'warning', when: { is: 'at-most', value: 3 } },
  },
  {
    id: 'more',
    type: 'several-choices',
    text: { en: 'What else?' },
    help: { en: 'As many as you like' },
    compulsory: false,
    choices: [
      { id: 'a', label: { en: 'A call' } },
      { id: 'b', label: { en: 'A quote' } },
    ],
    signal: { kind: 'service-request', when: { is: 'one-of', choices: ['b'] } },
  },
  { id: 'words', type: 'text', text: { en: 'Anything to say?' }, compulsory: false },
];

export const survey: Survey = {
  organisation,
  id: 'happy',
  revision: 3,
  name: 'After delivery',
  draft: { title: { en: 'How was it?' }, thanks: { en: 'Thank you' }, questions },
  currentVersion: 2,
  publishedAt: at('2027-03-01T08:00:00.000Z'),
  createdBy: 'u1',
  createdAt: at('2027-02-01T08:00:00.000Z'),
};

export const surveyVersion: SurveyVersion = {
  organisation,
  surveyId: 'happy',
  version: 2,
  revision: 1,
  title: { en: 'How was it?' },
  introduction: { fr: 'Deux minutes.' },
  questions,
  publishedAt: at('2027-03-01T08:00:00.000Z'),
  publishedBy: 'u1',
};

export const response: Response = {
  organisation,
  id: enrollmentNamed('l1.care.1'),
  revision: 4,
  leadId: 'l1',
  sequenceId: 'care',
  userId: 'u1',
  ownerId: 'u2',
  surveyId: 'happy',
  surveyVersion: 2,
  employees: ['u3'],
  answers: [
    { question: 'nps', value: { type: 'rating', rating: 2 }, at: at('2027-03-02T08:00:00.000Z') },
    {
      question: 'more',
      value: { type: 'several-choices', choices: ['b'] },
      at: at('2027-03-02T08:01:00.000Z'),
    },
    { question: 'words', value: { type: 'text', text: 'Late.' }, at: at('2027-03-02T08:02:00.000Z') },
  ],
  changed: ['words'],
  alerts: [{ kind: 'warning', at: at('2027-03-02T08:00:00.000Z'), question: 'nps' }],
  begunAt: at('2027-03-02T08:00:00.000Z'),
  completedAt: at('2027-03-02T08:03:00.000Z'),
  changedAt: at('2027-03-02T08:03:00.000Z'),
};

export const contactLedger: ContactLedger = {
  organisation,
  id: 'ana@example.com',
  revision: 2,
  invitations: [
    { sequence: 'care', enrollment: enrollmentNamed('l1.care.1'), at: at('2027-03-01T08:00:00.000Z') },
  ],
};
