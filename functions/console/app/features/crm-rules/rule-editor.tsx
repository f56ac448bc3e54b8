import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Form, GroupProblem } from '../../ui/form.tsx';
import { NameInput, Select, TextInput } from '../../ui/inputs.tsx';
import { Card } from '../../ui/page.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { useEdits, type Editing } from '../editor/use-edits.ts';
import { Conditions } from '../filters/conditions.tsx';
import { useFilterFields } from '../filters/use-filter-fields.ts';
import { SequenceSelect } from '../workflows/value-fields.tsx';
import { DryRun } from './dry-run.tsx';
import { bodyOf, peopleOf, personNames, type RuleBody, type RuleForm } from './rule-form.ts';
import { useCrms } from './use-crms.ts';

/** Whom a rule listens to, its conditions, and the sequence; beside it what it would make of the last hundred records. */
export function RuleEditor(editing: Editing<RuleForm, RuleBody>) {
  const t = useT();
  const { form, isChanged, change, saved } = useEdits(editing);
  const { isNew, error, onSave } = editing;
  const [tryError, setTryError] = useState<unknown>(null);
  const fields = useFilterFields('leads');
  const { group } = form;
  const body = bodyOf(form, fields.shapeOf);
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Form
        error={tryError ?? error}
        className="grid grid-cols-[minmax(0,1fr)] gap-5"
        onSubmit={() => {
          setTryError(null);
          onSave(body, saved);
        }}
        actions={<SaveLine {...editing} isChanged={isChanged} />}
      >
        <Card title={t('Whom it listens to')}>
          <WhomFields form={form} isNew={isNew} change={change} />
        </Card>
        <Card title={t('Which of them')}>
          <div className="grid gap-2">
            <p className="text-soft max-w-prose">
              {t('Asked about the lead as the mapping makes it of the record.')}
            </p>
            <Conditions group={group} fields={fields} onChange={(next) => change({ group: next })} />
            <GroupProblem path="filter" />
          </div>
        </Card>
        <Card title={t('What it does')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <SequenceSelect
              label={t('Enrols in')}
              path="sequenceId"
              value={form.sequenceId}
              empty={t('Choose a sequence')}
              hint={t('In the name of the lead’s owner, once per record.')}
              onChange={(sequenceId) => change({ sequenceId })}
            />
            <TextInput
              label={t('Asks before it enrols more than')}
              path="asksAbove"
              type="number"
              min={1}
              max={10_000}
              value={form.asksAbove}
              hint={t('Within an hour. Then it stops until somebody lets it go on.')}
              onChange={(asksAbove) => change({ asksAbove })}
            />
          </div>
        </Card>
      </Form>
      <DryRun body={body} onError={setTryError} />
    </div>
  );
}

function WhomFields({
  form,
  isNew,
  change,
}: {
  form: RuleForm;
  isNew: boolean;
  change: (changes: Partial<RuleForm>) => void;
}) {
  const t = useT();
  const { crms } = useCrms();
  const people = peopleOf(form.kind);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NameInput value={form.name} autoFocus={isNew} onChange={(name) => change({ name })} />
      <Select
        label={t('CRM')}
        path="kind"
        value={form.kind}
        disabled={crms.length < 2}
        onChange={(kind) => change({ kind, object: peopleOf(kind)[0] ?? 'contact' })}
        options={(crms.length === 0 ? [{ kind: form.kind, label: form.kind }] : crms).map((each) => ({
          value: each.kind,
          label: each.label,
        }))}
      />
      <Select
        label={t('Which people of it')}
        path="object"
        value={form.object}
        disabled={people.length < 2}
        onChange={(object) => change({ object })}
        options={people.map((each) => ({ value: each, label: t(personNames[each]) }))}
      />
      <Select
        label={t('When')}
        path="on"
        value={form.on}
        onChange={(on) => change({ on })}
        options={[
          { value: 'created-or-updated', label: t('When they are created, or come to match later') },
          { value: 'created', label: t('Only when they are created') },
        ]}
      />
    </div>
  );
}
