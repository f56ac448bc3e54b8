import { csvLine } from '../../../domain/csv/csv.ts';
import { resultFile } from '../../../domain/jobs/job-files.ts';
import type { AnswersJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Lead } from '../../../domain/people/people.ts';
import { answerTo, type Response } from '../../../domain/surveys/response.ts';
import { employeesOf } from '../../../domain/surveys/results.ts';
import { describeAnswer, surveyView, type SurveyView } from '../../../domain/surveys/survey-view.ts';
import { textOf } from '../../../domain/time/instants.ts';
import type { PageRequest } from '../../../ports/documents.ts';
import { walkPages } from '../../../ports/walk.ts';
import { languageOf } from '../../surveys/read-responses.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveSlice } from '../save-job.ts';
import { exported } from './export-slice.ts';

const names = [
  ...[
    'response',
    'lead',
    'email',
    'phone',
    'first_name',
    'last_name',
    'feedback_sequence',
    'sender',
    'owner',
  ],
  ...['employees', 'survey_version', 'begun', 'completed', 'question', 'question_text', 'answer', 'answered'],
];

/**
 * Writes the next part of the file that holds every answer to a survey, a line for each, with the client and the
 * employees concerned (C1); what a spreadsheet would run as a formula is defused. The part has the name of its slice, so
 * that writing it twice is harmless.
 */
export async function answersSlice(
  ports: JobPorts,
  job: RunningJob<AnswersJob>,
  { rows, now }: { rows: number; now: Instant },
): Promise<AnswersJob | undefined> {
  const { organisation, surveyId, resultParts } = job;
  const { store } = ports;
  const language = await languageOf(ports, organisation);
  const views = new Map<number, SurveyView>();
  let { cursor } = job;
  let text = resultParts.length === 0 ? csvLine(names) : '';
  let count = 0;
  const query = { index: 'bySurvey', of: surveyId } as const;
  const list = (page: PageRequest) => store.responses.list(organisation, { ...page, query });
  for await (const page of walkPages(list, { cursor, most: rows })) {
    const ids = new Set(page.items.map(({ leadId }) => leadId));
    const leads = new Map((await store.leads.getMany(organisation, [...ids])).map((lead) => [lead.id, lead]));
    for (const response of page.items) {
      const { surveyVersion, leadId } = response;
      if (!views.has(surveyVersion)) {
        const version = await store.surveyVersions.get(organisation, `${surveyId}.${surveyVersion}`);
        if (version !== undefined)
          views.set(surveyVersion, surveyView(version, { client: language, organisation: language }));
      }
      text += linesOf(response, leads.get(leadId), views.get(surveyVersion)).map(csvLine).join('');
    }
    count += page.items.length;
    ({ cursor } = page);
  }

  const part = resultFile(job);
  await ports.files.write(part, text, 'text/csv; charset=utf-8');
  const after = { ...job, ...exported(job, { part, cursor, count }) };
  return saveSlice<AnswersJob>(
    ports,
    job,
    cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}

function linesOf(response: Response, lead: Lead | undefined, view: SurveyView | undefined): string[][] {
  const { id, leadId, sequenceId, userId, ownerId, surveyVersion, begunAt, completedAt } = response;
  const { email = '', phone = '', firstName = '', lastName = '' } = lead ?? {};
  const at = (instant: Instant | undefined) => (instant === undefined ? '' : textOf(instant));
  const who = [id, leadId, email, phone, firstName, lastName, sequenceId, userId, ownerId];
  const when = [employeesOf(response).join(' '), String(surveyVersion), at(begunAt), at(completedAt)];
  return (view?.questions ?? []).flatMap((question): string[][] => {
    const given = answerTo(response, question.id);
    if (given === undefined) return [];
    const said = describeAnswer(question, given.value);
    return [[...who, ...when, question.id, question.text.text, said, at(given.at)]];
  });
}
