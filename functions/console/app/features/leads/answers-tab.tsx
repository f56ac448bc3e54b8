import { useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/notice.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Empty, ReadList } from '../../ui/states.tsx';

/** What the lead answered in surveys (C1). */
export function AnswersTab({ leadId }: { leadId: string }) {
  const t = useT();
  const list = useList('GET /v1/responses', { query: { lead: leadId } });
  const surveys = useList('GET /v1/surveys', { query: { limit: 100 } });
  return (
    <ReadList
      of={list}
      empty={
        <Empty title={t('No answers yet')}>
          <p>{t('What the lead answers in your surveys appears here.')}</p>
        </Empty>
      }
    >
      {({ id, surveyId, answers, completedAt, begunAt }) => {
        const at = completedAt ?? begunAt;
        return (
          <Card
            key={id}
            title={surveys.items.find((survey) => survey.id === surveyId)?.name ?? surveyId}
            actions={
              <>
                {completedAt === undefined && <Badge>{t('not sent off yet')}</Badge>}
                {at !== undefined && <span className="text-soft text-sm">{when(at)}</span>}
              </>
            }
          >
            <Facts of={answers.map(({ text, words }) => [text, words] as const)} />
          </Card>
        );
      }}
    </ReadList>
  );
}
