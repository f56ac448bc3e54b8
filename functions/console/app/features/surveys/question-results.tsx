import { number } from '../../i18n/format.ts';
import { preferredLanguage, useT, type Say } from '../../i18n/i18n.ts';
import { Bars, type Bar } from '../../ui/bars.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { percent } from '../../i18n/format.ts';
import { wordsIn, type Question, type SurveyResults } from './survey-draft.ts';

type Figures = SurveyResults['questions'][number];

/** What an answer is called: a rating, yes or no, or the words of a choice. */
export function answerName(t: Say, question: Question | undefined, value: string): string {
  if (question?.type === 'yes-no') return value === 'yes' ? t('Yes') : t('No');
  if (question !== undefined && 'choices' in question) {
    const choice = question.choices.find(({ id }) => id === value);
    return choice === undefined ? value : wordsIn(choice.label, preferredLanguage());
  }
  return value;
}

/** Of a rating from 0 to 10: those who would advise against, those who would advise, and those between. */
function toneOf(question: Question | undefined, value: string): Bar['tone'] {
  if (question?.type !== 'rating' || question.satisfaction !== true || question.scale !== '0-10')
    return 'accent';
  const rating = Number(value);
  return rating >= 9 ? 'good' : rating <= 6 ? 'bad' : 'warn';
}

/** The answers to one question, each with how many gave it; pressing a number shows who. */
export function QuestionResults({
  figures,
  question,
  onShow,
}: {
  figures: Figures;
  question: Question | undefined;
  onShow: (value: string | undefined) => void;
}) {
  const t = useT();
  const { count, mean, distribution, type } = figures;
  const values = Object.entries(distribution);
  const bars = values.map(([value, given]): Bar => ({
    id: value,
    label: answerName(t, question, value),
    value: given,
    note: count === 0 ? undefined : percent(given / count),
    tone: toneOf(question, value) ?? 'accent',
    ...(given > 0 && { onClick: () => onShow(value) }),
  }));
  return (
    <Card title={wordsIn(question?.text, preferredLanguage()) || figures.question}>
      <div className="grid gap-3">
        <p className="text-soft flex flex-wrap gap-x-4 text-sm">
          <span>{t('{count, plural, one {# answer} other {# answers}}', { count })}</span>
          {mean !== undefined && <span>{t('Mean {mean}', { mean: number(mean) })}</span>}
          {question?.type === 'rating' && question.satisfaction === true && (
            <span>{t('Satisfaction question')}</span>
          )}
        </p>
        {type === 'text' ? (
          <Button
            small
            className="justify-self-start"
            disabled={count === 0}
            onClick={() => onShow(undefined)}
          >
            {t('Read the answers')}
          </Button>
        ) : (
          <Bars bars={bars} />
        )}
      </div>
    </Card>
  );
}
