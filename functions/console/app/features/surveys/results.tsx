import { useState } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { number, percent } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { useEvery } from '../editor/use-every.ts';
import { Behind } from './behind.tsx';
import { Breakdown } from './breakdown.tsx';
import { CountAll } from './count-all.tsx';
import { ExportAnswers } from './export-answers.tsx';
import { QuestionResults } from './question-results.tsx';
import { ResultsFilter, type ResultsSearch } from './results-filter.tsx';
import type { Survey, SurveyResults } from './survey-draft.ts';

const route = getRouteApi('/shell/surveys/$id');

/** What clients answered, counted and drawn; behind each figure is who. */
export function Results({ survey }: { survey: Survey }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const { id } = survey;
  const { sequence, employee, month, completed, question, value } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { sequence, employee, month, completed };
  const asked = JSON.stringify([id, filter]);
  const [counted, setCounted] = useState<{ asked: string; job: string }>();
  const query = counted?.asked === asked ? { job: counted.job } : filter;
  const results = useRead('GET /v1/surveys/{id}/results', { params: { id }, query });
  const versions = useEvery('GET /v1/surveys/{id}/versions', { params: { id }, query: { limit: 100 } }).items;
  const set = (changes: ResultsSearch): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const questions = versions.at(-1)?.questions ?? survey.draft.questions;
  return (
    <div className="grid gap-5">
      <ResultsFilter surveyId={id} search={filter} onChange={set} />
      <Read of={results}>
        {(read) =>
          read.sent === 0 && read.begun === 0 ? (
            <Empty title={t('Nothing was answered yet')}>
              <p>{t('Invite clients by a feedback sequence that asks this survey.')}</p>
            </Empty>
          ) : (
            <div className="grid gap-5">
              {!read.complete && (
                <CountAll
                  key={asked}
                  surveyId={id}
                  filter={filter}
                  onCounted={(job) => setCounted({ asked, job })}
                />
              )}
              <Totals results={read} />
              <div className="grid items-start gap-5 lg:grid-cols-2">
                {read.questions.map((figures) => (
                  <QuestionResults
                    key={figures.question}
                    figures={figures}
                    question={questions.find((each) => each.id === figures.question)}
                    onShow={(answer) => set({ question: figures.question, value: answer })}
                  />
                ))}
              </div>
              <Breakdown results={read} onShow={set} />
            </div>
          )
        }
      </Read>
      <Card
        title={t('Who answered')}
        actions={
          question !== undefined && (
            <Button small onClick={() => set({ question: undefined, value: undefined })}>
              {t('Show everybody')}
            </Button>
          )
        }
      >
        <Behind surveyId={id} questions={questions} search={{ ...filter, question, value }} />
      </Card>
      {isAdmin && <ExportAnswers surveyId={id} />}
    </div>
  );
}

function Totals({ results }: { results: SurveyResults }) {
  const t = useT();
  const { sent, begun, completed, satisfaction } = results;
  const share = (count: number): string | undefined =>
    sent === 0 ? undefined : t('{share} of those invited', { share: percent(Math.min(1, count / sent)) });
  const { count, mean, nps } = satisfaction;
  const answers = t('{count, plural, one {# answer} other {# answers}}', { count });
  const figures: [string, string, string | undefined][] = [
    [t('Invited'), number(sent), undefined],
    [t('Begun'), number(begun), share(begun)],
    [t('Completed'), number(completed), share(completed)],
    [t('Mean satisfaction'), mean === undefined ? '–' : number(mean), answers],
    ...(nps === undefined
      ? []
      : [[t('Net Promoter Score'), number(nps), answers] as [string, string, string]]),
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-3">
      {figures.map(([label, figure, note]) => (
        <div key={label} className="bg-paper border-line rounded-lg border px-4 py-3">
          <dt className="text-soft text-sm">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{figure}</dd>
          {note !== undefined && <dd className="text-soft text-sm">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
