import { useT } from '../../i18n/i18n.ts';
import { Form } from '../../ui/form.tsx';
import { Checkbox, NameInput, Select } from '../../ui/inputs.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { useEdits, type Editing } from '../editor/use-edits.ts';
import { Conditions } from './conditions.tsx';
import { countConditions, jsonOf, MOST_CONDITIONS, type GroupDraft } from './filter-draft.ts';
import { useFilterFields, useRecordTypes } from './use-filter-fields.ts';

export type FilterForm = { name: string; over: string; shared: boolean; group: GroupDraft };
/** What is sent to be saved. */
export type FilterBody = { name: string; over: string; shared: boolean; filter: unknown };

/** The name and the conditions of a filter. */
export function FilterEditor(editing: Editing<FilterForm, FilterBody>) {
  const t = useT();
  const { form, isChanged, change, saved } = useEdits(editing);
  const { isNew, error, onSave } = editing;
  const fields = useFilterFields(form.over);
  const types = useRecordTypes();
  const { name, over, shared, group } = form;
  const count = countConditions(group);
  const save = (): void => onSave({ name, over, shared, filter: jsonOf(group, fields.shapeOf) }, saved);
  return (
    <Form error={error} onSubmit={save} actions={<SaveLine {...editing} isChanged={isChanged} />}>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameInput value={name} autoFocus={isNew} onChange={(text) => change({ name: text })} />
        <Select
          label={t('Looks at')}
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
        <Conditions group={group} fields={fields} onChange={(next) => change({ group: next })} />
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
