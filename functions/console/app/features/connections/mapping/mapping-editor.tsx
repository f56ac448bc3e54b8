import { useT } from '../../../i18n/i18n.ts';
import { Form, GroupProblem } from '../../../ui/form.tsx';
import { Select } from '../../../ui/inputs.tsx';
import { Card } from '../../../ui/page.tsx';
import { SaveLine } from '../../editor/save-line.tsx';
import { UserSelect } from '../../users/user-select.tsx';
import { objectNames, objectsOf, type CrmKind, type CrmObject } from '../connection-words.ts';
import { activities, activityNames } from './field-names.ts';
import type { CrmField, MappingForm } from './mapping-form.ts';
import { ObjectRows } from './object-rows.tsx';
import type { TheirFields } from './use-their-fields.ts';

type Change = (changes: Partial<MappingForm>) => void;

/** Everything that a mapping says, part by part. */
export function MappingEditor({
  kind,
  label,
  form,
  theirs,
  isChanged,
  busy,
  error,
  onChange,
  onSave,
  onReload,
}: {
  kind: CrmKind;
  label: string;
  form: MappingForm;
  theirs: TheirFields;
  isChanged: boolean;
  busy: boolean;
  error: unknown;
  onChange: Change;
  onSave: () => void;
  onReload: () => void;
}) {
  const t = useT();
  const objects = objectsOf(kind);
  return (
    <Form
      error={error}
      onSubmit={onSave}
      className="grid grid-cols-[minmax(0,1fr)] gap-5"
      actions={<SaveLine isChanged={isChanged} busy={busy} error={error} onReload={onReload} />}
    >
      {objects.map((object) => (
        <ObjectRows
          key={object}
          object={object}
          label={label}
          rows={form.rows}
          theirs={theirs.of(object)}
          onChange={(rows) => onChange({ rows })}
        />
      ))}
      <GroupProblem path="fields" />
      <Card title={t('Status')}>
        <div className="grid gap-3">
          <p className="text-soft max-w-prose">
            {t('The field that holds the status: workflows wait for its changes, and write it.')}
          </p>
          <div className="grid gap-3 sm:grid-cols-2">
            {objects.map((object) => (
              <StatusField
                key={object}
                object={object}
                theirs={theirs.of(object)}
                value={form.status[object]}
                onChange={(value) => onChange({ status: { ...form.status, [object]: value } })}
              />
            ))}
          </div>
        </div>
      </Card>
      <Card title={t('Owners, and who comes in')}>
        <Whose form={form} onChange={onChange} />
      </Card>
      <Card title={t('What is written to the CRM of a lead’s history')}>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,11rem),1fr))] gap-3">
          {activities.map((activity) => (
            <Select
              key={activity}
              label={t(activityNames[activity])}
              path={`activities.${activity}`}
              value={form.activities[activity]}
              empty={t('Not written')}
              onChange={(as) => onChange({ activities: { ...form.activities, [activity]: as } })}
              options={[
                { value: 'task', label: t('As a task that is done') },
                { value: 'note', label: t('As a note') },
              ]}
            />
          ))}
        </div>
      </Card>
    </Form>
  );
}

function StatusField({
  object,
  theirs,
  value,
  onChange,
}: {
  object: CrmObject;
  theirs: readonly CrmField[];
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useT();
  const choices = theirs.filter(({ type }) => type === 'choice');
  const isThere = value === '' || choices.some(({ name }) => name === value);
  return (
    <Select
      label={t(objectNames[object].many)}
      path={`status.${object}`}
      value={value}
      empty={t('No status')}
      onChange={onChange}
      options={[
        ...(isThere ? [] : [{ value, label: t('{name} – is gone', { name: value }) }]),
        ...choices.map((field) => ({ value: field.name, label: `${field.label} (${field.name})` })),
      ]}
    />
  );
}

function Whose({ form, onChange }: { form: MappingForm; onChange: Change }) {
  const t = useT();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t('Owners')}
        path="owners"
        value={form.owners}
        onChange={(owners) => onChange({ owners })}
        hint={t('Users here and there are told by their email address.')}
        options={[
          { value: 'none', label: t('Each side keeps its own') },
          { value: 'in', label: t('The CRM says who owns a lead') },
          { value: 'out', label: t('Relance says who owns it') },
          { value: 'both', label: t('Whoever changed it last') },
        ]}
      />
      <UserSelect
        label={t('Otherwise a lead belongs to')}
        path="defaultOwnerId"
        value={form.defaultOwnerId}
        empty={t('Choose a user')}
        onChange={(defaultOwnerId) => onChange({ defaultOwnerId })}
        hint={t('Where its owner in the CRM is no user here.')}
      />
      <Select
        label={t('Who of the CRM becomes a lead')}
        path="takesIn"
        value={form.takesIn}
        onChange={(takesIn) => onChange({ takesIn })}
        options={[
          { value: 'by-rule', label: t('Only whom a rule takes') },
          { value: 'all', label: t('Everybody who is created or changed there') },
        ]}
        hint={t('Who is a lead already is kept up to date in any case.')}
      />
    </div>
  );
}
