import { Plus } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { GroupProblem } from '../../ui/form.tsx';
import { Checkbox, Select } from '../../ui/inputs.tsx';
import { idOfPart } from '../editor/id-of-name.ts';
import { ItemList } from '../editor/item-list.tsx';
import { questionLabels, questionTypes } from './labels.ts';
import { LocalizedInput } from './localized-input.tsx';
import { SignalFields } from './signal-fields.tsx';
import { MOST_CHOICES, newChoice, type QuestionDraft } from './survey-draft.ts';

type Props = {
  question: QuestionDraft;
  path: string;
  language: string;
  onChange: (changes: Partial<QuestionDraft>) => void;
};

/** What a question asks, how it is answered, and what an answer raises. */
export function QuestionFields(props: Props) {
  const t = useT();
  const { question, path, onChange } = props;
  const { type, text, help, compulsory } = question;
  return (
    <>
      <LocalizedInput
        label={t('Question')}
        path={`${path}.text`}
        value={text}
        maxLength={500}
        onChange={(next) => onChange({ text: next })}
      />
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Select
          label={t('How it is answered')}
          value={type}
          onChange={(next) => onChange({ type: next, satisfaction: false })}
          options={questionTypes.map((each) => ({ value: each, label: t(questionLabels[each]) }))}
        />
        <div className="pb-2">
          <Checkbox
            label={t('An answer is compulsory')}
            checked={compulsory}
            onChange={(next) => onChange({ compulsory: next })}
          />
        </div>
      </div>
      {type === 'rating' && <RatingFields {...props} />}
      {(type === 'one-choice' || type === 'several-choices') && <ChoiceFields {...props} />}
      <LocalizedInput
        label={t('Explanation (optional)')}
        path={`${path}.help`}
        value={help}
        maxLength={1000}
        onChange={(next) => onChange({ help: next })}
      />
      {type !== 'text' && <SignalFields {...props} />}
      <GroupProblem path={`${path}.id`} />
    </>
  );
}

function RatingFields({ question, path, onChange }: Props) {
  const t = useT();
  const { scale, satisfaction, low, high } = question;
  return (
    <>
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Select
          label={t('Scale')}
          path={`${path}.scale`}
          value={scale}
          onChange={(next) => onChange({ scale: next })}
          options={[
            { value: '0-10', label: t('0 to 10 (gives a Net Promoter Score)') },
            { value: '1-5', label: t('1 to 5') },
          ]}
        />
        <div className="pb-2">
          <Checkbox
            label={t('It says how satisfied the client is')}
            hint={t('One rating of the survey does.')}
            checked={satisfaction}
            onChange={(next) => onChange({ satisfaction: next })}
          />
        </div>
      </div>
      <LocalizedInput
        label={t('What the lowest means (optional)')}
        path={`${path}.ends.low`}
        value={low}
        maxLength={100}
        onChange={(next) => onChange({ low: next })}
      />
      <LocalizedInput
        label={t('What the highest means (optional)')}
        path={`${path}.ends.high`}
        value={high}
        maxLength={100}
        onChange={(next) => onChange({ high: next })}
      />
    </>
  );
}

function ChoiceFields({ question, path, onChange }: Props) {
  const t = useT();
  const { choices } = question;
  const taken = choices.map(({ id }) => id);
  return (
    <div className="grid gap-2" role="group" aria-label={t('Choices')}>
      <ItemList
        items={choices}
        compact
        titleOf={(_, index) => t('Choice {number}', { number: index + 1 })}
        onChange={(next) => onChange({ choices: next })}
      >
        {(choice, index, change) => (
          <>
            <LocalizedInput
              label={t('Choice {number}', { number: index + 1 })}
              path={`${path}.choices.${String(index)}.label`}
              value={choice.label}
              maxLength={200}
              onChange={(label) => change({ label })}
            />
            <GroupProblem path={`${path}.choices.${String(index)}.id`} />
          </>
        )}
      </ItemList>
      <GroupProblem path={`${path}.choices`} />
      <Button
        small
        className="justify-self-start"
        disabled={choices.length >= MOST_CHOICES}
        onClick={() => onChange({ choices: [...choices, newChoice(idOfPart(taken, 'c'))] })}
      >
        <Plus size={14} aria-hidden />
        {t('Add a choice')}
      </Button>
    </div>
  );
}
