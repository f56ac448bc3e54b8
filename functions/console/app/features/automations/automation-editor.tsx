import { Link } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { Form, GroupProblem } from '../../ui/form.tsx';
import { NameInput, Select, TextInput } from '../../ui/inputs.tsx';
import { AddMenu } from '../../ui/menu.tsx';
import { Card } from '../../ui/page.tsx';
import { clientLanguages, languageNames } from '../editor/client-languages.ts';
import { ItemList } from '../editor/item-list.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { useEdits, type Editing } from '../editor/use-edits.ts';
import { useEvery } from '../editor/use-every.ts';
import { MOST_STEPS, newStep, type AutomationForm } from './automation-form.ts';
import { actionLabels, actions } from './labels.ts';
import { StepFields } from './step-fields.tsx';

/** The filter of an automation, its steps, and how often and how long it acts. */
export function AutomationEditor({
  isActive,
  ...editing
}: Editing<AutomationForm> & {
  /** It is shown and cannot be changed. */
  isActive: boolean;
}) {
  const t = useT();
  const { form, isChanged, change, saved } = useEdits(editing);
  const { isNew, error, onSave } = editing;
  const { steps } = form;
  return (
    <Form
      error={error}
      onSubmit={() => onSave(form, saved)}
      actions={!isActive && <SaveLine {...editing} isChanged={isChanged} />}
    >
      <fieldset disabled={isActive} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        <legend className="sr-only">{t('Automation')}</legend>
        <Card title={t('For whom')}>
          <WhomFields form={form} isNew={isNew} change={change} />
        </Card>
        <Card title={t('What is done, step by step')}>
          <div className="grid gap-3">
            <ItemList
              items={steps}
              titleOf={(step, index) =>
                `${String(index + 1)}. ${step.name === '' ? t(actionLabels[step.action]) : step.name}`
              }
              onChange={(next) => change({ steps: next })}
            >
              {(step, index, changeOne) => (
                <StepFields
                  step={step}
                  isFirst={index === 0}
                  path={`steps.${String(index)}`}
                  onChange={changeOne}
                />
              )}
            </ItemList>
            <GroupProblem path="steps" />
            <AddMenu
              label={t('Add a step')}
              disabled={isActive || steps.length >= MOST_STEPS}
              items={actions.map((action) => ({
                label: t(actionLabels[action]),
                onSelect: () => change({ steps: [...steps, newStep(steps, action)] }),
              }))}
            />
          </div>
        </Card>
      </fieldset>
    </Form>
  );
}

function WhomFields({
  form,
  isNew,
  change,
}: {
  form: AutomationForm;
  isNew: boolean;
  change: (changes: Partial<AutomationForm>) => void;
}) {
  const t = useT();
  const filters = useEvery('GET /v1/filters', { query: { limit: 100 } }).items;
  const { filterId, repeats } = form;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NameInput value={form.name} autoFocus={isNew} onChange={(name) => change({ name })} />
      <Select
        label={t('For whom the filter matches')}
        path="filterId"
        value={filterId}
        onChange={(next) => change({ filterId: next })}
        empty={t('Choose a filter')}
        options={filters.map(({ id, name }) => ({ value: id, label: name }))}
        hint={
          filterId === '' ? (
            <Link to="/filters/new">{t('New filter')}</Link>
          ) : (
            <Link to="/filters/$id" params={{ id: filterId }}>
              {t('Look at the filter')}
            </Link>
          )
        }
      />
      <Select
        label={t('How often for the same lead or record')}
        path="repeats"
        value={repeats}
        onChange={(next) => change({ repeats: next })}
        options={[
          { value: 'once', label: t('Once') },
          { value: 'again', label: t('Again each time it begins to match anew') },
        ]}
      />
      {repeats === 'again' && (
        <TextInput
          label={t('At least so many days after the last time')}
          path="repeats.minDays"
          type="number"
          min={1}
          value={form.minDays}
          onChange={(minDays) => change({ minDays })}
        />
      )}
      <Select
        label={t('When it no longer matches')}
        path="whenItEnds"
        value={form.whenItEnds}
        onChange={(whenItEnds) => change({ whenItEnds })}
        options={[
          { value: 'stop', label: t('The steps left are not done') },
          { value: 'go-on', label: t('The steps left are done all the same') },
        ]}
      />
      <Select
        label={t('Link to unsubscribe in mails to clients')}
        path="unsubscribeLink"
        value={form.unsubscribeLink}
        onChange={(unsubscribeLink) => change({ unsubscribeLink })}
        empty={t('No link')}
        options={clientLanguages.map((each) => ({ value: each, label: t(languageNames[each]) }))}
      />
    </div>
  );
}
