import type { responseOperations } from '#shared/contracts/api/responses.ts';
import type { AnswerValue } from '#shared/domain/surveys/answer.ts';
import { satisfactionOf } from '#shared/domain/surveys/response.ts';
import { describeAnswer, surveyView } from '#shared/domain/surveys/survey-view.ts';
import { listResponses, readResponse, type ReadResponse } from '#shared/use-cases/surveys/read-responses.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

/** A response as it is answered: each question with its answer as data and in words. */
function responseView({ response, version, language }: ReadResponse) {
  const questions = version?.questions ?? [];
  const view = version && surveyView(version, { client: language, organisation: language });
  const answers = response.answers.flatMap(({ question: id, value, at }) => {
    const question = view?.questions.find((each) => each.id === id);
    if (question === undefined) return [];
    const { type } = question;
    const words = describeAnswer(question, value);
    return [{ question: id, text: question.text.text, type, value: valueOf(value), words, at }];
  });
  return { ...response, answers, satisfaction: satisfactionOf(response, questions) };
}

function valueOf(value: AnswerValue) {
  switch (value.type) {
    case 'rating':
      return value.rating;
    case 'one-choice':
      return value.choice;
    case 'several-choices':
      return value.choices;
    case 'yes-no':
      return value.yes;
    case 'text':
      return value.text;
  }
}

export const responseHandlers: ReadingHandlers<typeof responseOperations> = {
  listResponses: async (ports, { caller, query }) => {
    const { survey, lead, limit, cursor: from, ...filter } = query;
    const { items, cursor } = await listResponses(ports, {
      caller,
      survey,
      lead,
      limit,
      cursor: from,
      filter,
    });
    return { kind: 'ok', body: { items: items.map(responseView), ...(cursor !== undefined && { cursor }) } };
  },

  getResponse: async (ports, { caller, params }) => {
    const outcome = await readResponse(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: responseView(outcome.item) } : outcome;
  },
};
