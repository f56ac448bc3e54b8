import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Form, GroupProblem } from '../../ui/form.tsx';
import { NameInput, Select } from '../../ui/inputs.tsx';
import { AddMenu } from '../../ui/menu.tsx';
import { Card } from '../../ui/page.tsx';
import { clientLanguages, languageNames, type ClientLanguage } from '../editor/client-languages.ts';
import { idOfPart } from '../editor/id-of-name.ts';
import { ItemList } from '../editor/item-list.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { useEdits, type Editing } from '../editor/use-edits.ts';
import { questionLabels, questionTypes } from './labels.ts';
import { LocalizedInput, WrittenLanguages } from './localized-input.tsx';
import { QuestionFields } from './question-fields.tsx';
import { MOST_QUESTIONS, newQuestion, wordsIn, writtenIn, type SurveyForm } from './survey-draft.ts';

/** The draft of a survey: its texts in up to two languages side by side, and its questions in their order. */
export function SurveyEditor({
  language,
  actions,
  ...editing
}: Editing<SurveyForm> & {
  /** In which one writes first. */
  language: ClientLanguage;
  actions?: (isChanged: boolean) => ReactNode;
}) {
  const t = useT();
  const { form, isChanged, change, saved } = useEdits(editing);
  const { isNew, error, onSave } = editing;
  const [main, setMain] = useState(language);
  const [beside, setBeside] = useState<ClientLanguage | ''>('');
  const { questions } = form;
  const options = clientLanguages.map((each) => {
    const { written, all } = writtenIn(form, each);
    return {
      value: each,
      label: t('{language} ({written} of {all} texts)', { language: t(languageNames[each]), written, all }),
    };
  });
  const words = (name: 'title' | 'introduction' | 'thanks', label: string, most: number, rows?: number) => (
    <LocalizedInput
      label={label}
      path={`draft.${name}`}
      value={form[name]}
      maxLength={most}
      onChange={(next) => change({ [name]: next })}
      {...(rows !== undefined && { rows })}
    />
  );
  return (
    <WrittenLanguages value={beside === '' || beside === main ? [main] : [main, beside]}>
      <Form
        error={error}
        onSubmit={() => onSave(form, saved)}
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        actions={
          <SaveLine {...editing} isChanged={isChanged} label={t('Save the draft')}>
            {actions?.(isChanged)}
          </SaveLine>
        }
      >
        <Card title={t('Texts')}>
          <div className="grid gap-4">
            <NameInput
              label={t('Name, which clients do not see')}
              value={form.name}
              autoFocus={isNew}
              onChange={(name) => change({ name })}
            />
            <div className="grid gap-3 sm:grid-cols-2">
              <Select label={t('Write in')} value={main} onChange={setMain} options={options} />
              <Select
                label={t('Beside it')}
                value={beside === main ? '' : beside}
                onChange={setBeside}
                empty={t('No other language')}
                options={options.filter(({ value }) => value !== main)}
              />
            </div>
            {words('title', t('Title'), 200)}
            {words('introduction', t('Above the questions (optional)'), 2000, 2)}
            {words('thanks', t('Said at the end (optional)'), 2000, 2)}
          </div>
        </Card>
        <Card title={t('Questions')}>
          <div className="grid gap-3">
            <ItemList
              items={questions}
              titleOf={(question, index) =>
                wordsIn(question.text, main) || t('Question {number}', { number: index + 1 })
              }
              onChange={(next) => change({ questions: next })}
            >
              {(question, index, changeOne) => (
                <QuestionFields
                  question={question}
                  path={`draft.questions.${String(index)}`}
                  language={main}
                  onChange={(changes) =>
                    changes.satisfaction === true
                      ? change({
                          questions: questions.map((each) => ({
                            ...each,
                            satisfaction: each.key === question.key,
                          })),
                        })
                      : changeOne(changes)
                  }
                />
              )}
            </ItemList>
            <GroupProblem path="draft.questions" />
            <AddMenu
              label={t('Add a question')}
              disabled={questions.length >= MOST_QUESTIONS}
              items={questionTypes.map((type) => ({
                label: t(questionLabels[type]),
                onSelect: () => {
                  const id = idOfPart(
                    questions.map((each) => each.id),
                    'q',
                  );
                  change({ questions: [...questions, newQuestion(id, type)] });
                },
              }))}
            />
          </div>
        </Card>
      </Form>
    </WrittenLanguages>
  );
}
