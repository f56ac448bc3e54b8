import { useT } from '../../i18n/i18n.ts';
import { GroupProblem } from '../../ui/form.tsx';
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx';
import { wordsIn, type QuestionDraft } from './survey-draft.ts';

/** Which answers to a question alert somebody, or ask for a service. */
export function SignalFields({
  question,
  path,
  language,
  onChange,
}: {
  question: QuestionDraft;
  path: string;
  language: string;
  onChange: (changes: Partial<QuestionDraft>) => void;
}) {
  const t = useT();
  const { signal, type, atMost, signalYes, signalChoices, choices } = question;
  const at = `${path}.signal.when`;
  return (
    <div className="grid gap-2">
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Select
          label={t('Some answers are …')}
          value={signal}
          onChange={(next) => onChange({ signal: next })}
          options={[
            { value: 'none', label: t('nothing out of the ordinary') },
            { value: 'warning', label: t('a warning: somebody looks after the client') },
            { value: 'service-request', label: t('a request for service') },
          ]}
        />
        {signal !== 'none' && type === 'rating' && (
          <TextInput
            label={t('Ratings of at most')}
            path={`${at}.value`}
            type="number"
            value={atMost}
            onChange={(next) => onChange({ atMost: next })}
          />
        )}
        {signal !== 'none' && type === 'yes-no' && (
          <Select
            label={t('The answer')}
            value={signalYes}
            onChange={(next) => onChange({ signalYes: next })}
            options={[
              { value: 'yes', label: t('Yes') },
              { value: 'no', label: t('No') },
            ]}
          />
        )}
      </div>
      {signal !== 'none' && (type === 'one-choice' || type === 'several-choices') && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 text-sm font-medium">{t('The choices that mean it')}</legend>
          {choices.map(({ key, id, label }, index) => (
            <Checkbox
              key={key}
              label={wordsIn(label, language) || t('Choice {number}', { number: index + 1 })}
              checked={signalChoices.includes(id)}
              onChange={(on) =>
                onChange({
                  signalChoices: on ? [...signalChoices, id] : signalChoices.filter((each) => each !== id),
                })
              }
            />
          ))}
          <GroupProblem path={`${at}.choices`} />
        </fieldset>
      )}
    </div>
  );
}
