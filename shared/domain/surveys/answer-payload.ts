import { textOf } from '../time/instants.ts';
import type { Answer } from './answer.ts';
import { answerTo, satisfactionOf, type Response } from './response.ts';
import type { SurveyVersion } from './survey.ts';
import { formValues } from './survey-view.ts';

/**
 * What the webhook of a feedback sequence is told of the last change of a response (C7): each answer that was given or
 * changed, and whether the survey is completed. Shaped as Standard Webhooks advises: `type`, `timestamp`, `data`.
 */
export function answerPayload(
  response: Response,
  version: Pick<SurveyVersion, 'questions'>,
  lead: { id: string; email?: string | undefined; phone?: string | undefined },
): string {
  const { id, sequenceId, surveyId, surveyVersion, changed, changedAt, completedAt } = response;
  const answers = changed.flatMap((question) => {
    const given = answerTo(response, question);
    return given === undefined ? [] : [shown(given, version)];
  });
  return JSON.stringify({
    type: 'survey.answered',
    timestamp: textOf(changedAt),
    data: {
      response: id,
      lead: { id: lead.id, email: lead.email, phone: lead.phone },
      feedbackSequence: sequenceId,
      survey: { id: surveyId, version: surveyVersion },
      answers,
      completed: completedAt !== undefined,
      ...(completedAt !== undefined && { satisfaction: satisfactionOf(response, version.questions) }),
    },
  });
}

function shown({ question, value, at }: Answer, { questions }: Pick<SurveyVersion, 'questions'>) {
  const type = questions.find(({ id }) => id === question)?.type ?? value.type;
  return { question, type, values: formValues(value), at: textOf(at) };
}
