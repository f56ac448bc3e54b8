import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Form } from '../../ui/form.tsx';
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { countConditions, jsonOf, MOST_CONDITIONS, type GroupDraft } from './filter-draft.ts';
import { GroupEditor } from './group-editor.tsx';
import { useFilterFields, useRecordTypes } from './use-filter-fields.ts';

export type FilterForm = { name: string; over: string; shared: boolean; group: GroupDraft };
/** What is sent to be saved. */
export type FilterBody = { name: string; over: string; shared: boolean; filter: unknown };

/** The name and the conditions of a filter. */
export function FilterEditor({
  initial,
  isNew,
  busy,
  error,
  onSave,
  onReload,
  onChanged,
  actions,
}: {
  initial: FilterForm;
  isNew: boolean;
  busy: boolean;
  error: unknown;
  /** `done` is called once it is saved. */
  onSave: (body: FilterBody, done: () => void) => void;
  onReload: () => void;
  onChanged: (isChanged: boolean) => void;
  actions?: ReactNode;
}) {
  const t = useT();
  const [form, setForm] = useState(initial);
  const [isChanged, setChanged] = useState(isNew);
  const fields = useFilterFields(form.over);
  const types = useRecordTypes();
  const mark = (next: boolean): void => {
    setChanged(next);
    onChanged(next);
  };
  const change = (changes: Partial<FilterForm>): void => {
    setForm({ ...form, ...changes });
    mark(true);
  };
  const { name, over, shared, group } = form;
  const count = countConditions(group);
  const save = (): void =>
    onSave({ name, over, shared, filter: jsonOf(group, fields.shapeOf) }, () => mark(false));
  return (
    <Form
      error={error}
      onSubmit={save}
      actions={
        <SaveLine isChanged={isChanged} busy={busy} error={error} onReload={onReload}>
          {actions}
        </SaveLine>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          label={t('Name')}
          path="name"
          value={name}
          maxLength={100}
          autoFocus={isNew}
          onChange={(text) => change({ name: text })}
        />
        <Select
          label={t('It looks at')}
          path="over"
          value={over}
          disabled={!isNew}
          hint={isNew ? t('This stays as it is once the filter is saved.') : undefined}
          onChange={(next) => change({ over: next })}
          options={[
            { value: 'leads', label: t('Leads') },
            ...types.map((type) => ({
              value: type.id,
              label: t('Records: {name}', { name: type.name }),
            })),
          ]}
        />
      </div>
      <section className="grid gap-2" aria-label={t('Conditions')}>
        <h3 className="text-sm font-medium">{t('Conditions')}</h3>
        {fields.error !== null && fields.error !== undefined ? (
          <Failed error={fields.error} />
        ) : fields.isLoading ? (
          <Loading />
        ) : (
          <GroupEditor
            group={group}
            depth={1}
            path="filter"
            fields={fields}
            isFull={count >= MOST_CONDITIONS}
            onChange={(next) => change({ group: next })}
          />
        )}
        <p className="text-soft text-sm">
          {count === 0
            ? t('Without a condition it matches everybody.')
            : t('{count, plural, one {# condition} other {# conditions}} of {most} at most.', {
                count,
                most: MOST_CONDITIONS,
              })}
        </p>
      </section>
      <Checkbox
        label={t('Everybody may use it')}
        hint={t('Otherwise only you and those who can see your leads.')}
        checked={shared}
        onChange={(next) => change({ shared: next })}
      />
    </Form>
  );
}
