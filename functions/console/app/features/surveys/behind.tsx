import { useState } from 'react';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { listing, when } from '../../i18n/format.ts';
import { preferredLanguage, useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { useUsers } from '../users/use-users.ts';
import { alertLabels } from './labels.ts';
import { answerName } from './question-results.tsx';
import type { ResultsSearch } from './results-filter.tsx';
import { wordsIn, type Question } from './survey-draft.ts';

type Response = ItemOf<'GET /v1/responses'>;

/** Rows of a page: the name of each lead is read for itself. */
const PAGE = 20;

/** Who is behind a figure of the results, each with all that was answered. */
export function Behind({
  surveyId,
  questions,
  search,
}: {
  surveyId: string;
  questions: readonly Question[];
  search: ResultsSearch;
}) {
  const t = useT();
  const { nameOf } = useUsers();
  const [read, setRead] = useState<Response>();
  const list = useList('GET /v1/responses', { query: { survey: surveyId, ...search, limit: PAGE } });
  const asked = questions.find(({ id }) => id === search.question);
  const columns: Column<Response>[] = [
    { id: 'lead', header: t('Client'), cell: ({ leadId }) => <LeadLink id={leadId} /> },
    ...(search.question === undefined
      ? []
      : [
          {
            id: 'answer',
            header: t('The answer'),
            cell: ({ answers }: Response) =>
              answers.find(({ question }) => question === search.question)?.words ?? '',
          },
        ]),
    {
      id: 'satisfaction',
      header: t('Satisfaction'),
      isNumber: true,
      cell: ({ satisfaction }) => satisfaction ?? '–',
    },
    {
      id: 'alerts',
      header: t('Alerts'),
      cell: ({ alerts }) => (
        <span className="flex flex-wrap gap-1">
          {alerts.map(({ kind }) => (
            <Badge key={kind} tone={kind === 'service-request' ? 'accent' : 'warn'}>
              {t(alertLabels[kind])}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: 'about',
      header: t('Whose work it is about'),
      cell: ({ employees, ownerId }) =>
        listing((employees.length > 0 ? employees : [ownerId]).map((id) => nameOf(id))),
    },
    {
      id: 'at',
      header: t('Answered'),
      cell: ({ completedAt, begunAt }) =>
        completedAt !== undefined
          ? when(completedAt, 'dayWithYear')
          : begunAt !== undefined && t('begun {when}', { when: when(begunAt, 'dayWithYear') }),
    },
    {
      id: 'read',
      header: t('Answers'),
      cell: (response) => (
        <Button small onClick={() => setRead(response)}>
          {t('Read them')}
        </Button>
      ),
    },
  ];
  return (
    <div className="grid gap-3">
      {search.question !== undefined && (
        <p>
          {search.value === undefined
            ? t('Who answered “{question}”', { question: wordsIn(asked?.text, preferredLanguage()) })
            : t('Who answered “{question}” with “{answer}”', {
                question: wordsIn(asked?.text, preferredLanguage()),
                answer: answerName(t, asked, search.value),
              })}
        </p>
      )}
      <DataTable
        isOfPage={false}
        caption={t('Who answered')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={<p className="text-soft">{t('Nobody answered so.')}</p>}
      />
      <Dialog
        open={read !== undefined}
        onClose={() => setRead(undefined)}
        title={t('What was answered')}
        wide
      >
        {read && <Facts of={read.answers.map(({ text, words }) => [text, words] as const)} />}
      </Dialog>
    </div>
  );
}
