import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Form, GroupProblem } from '../../ui/form.tsx';
import { Checkbox, NameInput, Select } from '../../ui/inputs.tsx';
import { AddMenu } from '../../ui/menu.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { ItemList } from '../editor/item-list.tsx';
import { SaveLine } from '../editor/save-line.tsx';
import { useEdits, type Editing } from '../editor/use-edits.ts';
import { actionLabels, actionTypes, triggerLabels, triggerTypes } from './labels.ts';
import { ActionFields, SequenceSelect, TriggerFields } from './value-fields.tsx';
import { MOST_ACTIONS, newAction, type WorkflowForm } from './workflow-form.ts';

/** When a workflow acts, for which sequence, and what it does one after the other. */
export function WorkflowEditor(editing: Editing<WorkflowForm>) {
  const t = useT();
  const { form, isChanged, change, saved } = useEdits(editing);
  const { isNew, error, onSave } = editing;
  const vocabulary = useRead('GET /v1/workflows/triggers', {}).data;
  const needs = <Type extends string>(
    described: readonly { type: Type; needs?: string | undefined }[] | undefined,
    type: Type,
  ): boolean => described?.find((each) => each.type === type)?.needs !== undefined;
  const { actions, trigger } = form;
  return (
    <Form
      error={error}
      onSubmit={() => onSave(form, saved)}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      actions={<SaveLine {...editing} isChanged={isChanged} />}
    >
      <Card title={t('When')}>
        <div className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={t('When this happens')}
              path="trigger.type"
              value={trigger}
              disabled={!isNew}
              onChange={(next) => change({ trigger: next, triggerValues: {} })}
              options={triggerTypes.map((type) => ({
                value: type,
                label: needs(vocabulary?.triggers, type)
                  ? t('{label} – must be connected first', { label: t(triggerLabels[type]) })
                  : t(triggerLabels[type]),
              }))}
            />
            <SequenceSelect
              label={t('Where')}
              path="sequenceId"
              value={form.sequenceId}
              disabled={!isNew}
              empty={t('In every sequence')}
              onChange={(sequenceId) => change({ sequenceId })}
              hint={t('In one sequence it replaces the workflow for every sequence with the same trigger.')}
            />
          </div>
          {needs(vocabulary?.triggers, trigger) && (
            <Notice tone="warn">
              {t('This happens only once its service is connected; a status also has to be mapped.')}{' '}
              <Link to="/connections" className="underline">
                {t('Connections')}
              </Link>
            </Notice>
          )}
          <TriggerFields
            trigger={trigger}
            path="trigger"
            values={form.triggerValues}
            onChange={(triggerValues) => change({ triggerValues })}
          />
          <NameInput value={form.name} onChange={(name) => change({ name })} />
        </div>
      </Card>
      <Card title={t('What is done, one after the other')}>
        <div className="grid gap-3">
          <ItemList
            items={actions}
            titleOf={(action, index) => `${String(index + 1)}. ${t(actionLabels[action.type])}`}
            onChange={(next) => change({ actions: next })}
          >
            {(action, index, changeOne) => (
              <>
                <ActionFields
                  action={action}
                  path={`actions.${String(index)}`}
                  values={action.values}
                  onChange={(values) => changeOne({ values })}
                />
                <GroupProblem path={`actions.${String(index)}.type`} />
                <GroupProblem path={`actions.${String(index)}`} />
              </>
            )}
          </ItemList>
          <GroupProblem path="actions" />
          <AddMenu
            label={t('Add an action')}
            disabled={actions.length >= MOST_ACTIONS}
            items={actionTypes.map((type) => ({
              label: t(actionLabels[type]),
              onSelect: () => change({ actions: [...actions, newAction(type)] }),
            }))}
          />
        </div>
      </Card>
      {isNew && (
        <Checkbox
          label={t('Active at once')}
          hint={t('It acts on what happens from now on.')}
          checked={form.active}
          onChange={(active) => change({ active })}
        />
      )}
    </Form>
  );
}
