import { Plus, X } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/inputs.tsx';
import { FieldSelect } from './field-select.tsx';
import {
  DEEPEST_GROUP,
  joints,
  newCondition,
  newGroup,
  type ConditionDraft,
  type GroupDraft,
  type PartDraft,
} from './filter-draft.ts';
import { jointLabels, operatorText } from './labels.ts';
import type { FilterFields } from './use-filter-fields.ts';
import { ValueInputs } from './value-inputs.tsx';

type Common = {
  fields: FilterFields;
  /** Where it stands in what is sent, as problems name it. */
  path: string;
  /** There are as many conditions as there may be. */
  isFull: boolean;
};

/** Conditions and groups that are joined, with the groups within. */
export function GroupEditor({
  group,
  depth,
  onChange,
  onRemove,
  ...common
}: Common & {
  group: GroupDraft;
  depth: number;
  onChange: (group: GroupDraft) => void;
  /** The outermost group stays. */
  onRemove?: () => void;
}) {
  const t = useT();
  const { path, isFull } = common;
  const change = (key: string, next: PartDraft | undefined): void =>
    onChange({
      ...group,
      parts: group.parts.flatMap((part) => (part.key !== key ? [part] : next === undefined ? [] : [next])),
    });
  const add = (part: PartDraft): void => onChange({ ...group, parts: [...group.parts, part] });
  const inner = `${path}.${group.joint}`;
  return (
    <fieldset className="border-line grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 border-l-2 pl-3">
      <legend className="sr-only">{t(jointLabels[group.joint])}</legend>
      <div className="flex items-start gap-1">
        <div className="max-w-64 min-w-0 flex-1">
          <Select
            label={t('How they are joined')}
            hideLabel
            path={inner}
            value={group.joint}
            onChange={(joint) => onChange({ ...group, joint })}
            options={joints.map((joint) => ({ value: joint, label: t(jointLabels[joint]) }))}
          />
        </div>
        {onRemove && (
          <Button
            look="bare"
            aria-label={t('Remove the group')}
            title={t('Remove the group')}
            onClick={onRemove}
          >
            <X size={15} aria-hidden />
          </Button>
        )}
      </div>
      {group.parts.map((part, index) => {
        const at = `${inner}.${String(index)}`;
        return part.kind === 'group' ? (
          <GroupEditor
            key={part.key}
            {...common}
            group={part}
            depth={depth + 1}
            path={at}
            onChange={(next) => change(part.key, next)}
            onRemove={() => change(part.key, undefined)}
          />
        ) : (
          <ConditionEditor
            key={part.key}
            {...common}
            condition={part}
            path={at}
            onChange={(changes) => change(part.key, { ...part, ...changes })}
            onRemove={() => change(part.key, undefined)}
          />
        );
      })}
      <div className="flex flex-wrap gap-2">
        <Button small disabled={isFull} onClick={() => add(newCondition())}>
          <Plus size={14} aria-hidden />
          {t('Add a condition')}
        </Button>
        {depth < DEEPEST_GROUP && (
          <Button
            small
            look="bare"
            disabled={isFull}
            onClick={() => add(newGroup(group.joint === 'any' ? 'all' : 'any', [newCondition()]))}
          >
            <Plus size={14} aria-hidden />
            {t('Add a group')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function ConditionEditor({
  fields,
  condition,
  path,
  onChange,
  onRemove,
}: Omit<Common, 'isFull'> & {
  condition: ConditionDraft;
  onChange: (changes: Partial<ConditionDraft>) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { field, is } = condition;
  const found = fields.of(field);
  const shape = fields.shapeOf(condition);
  const chooseField = (next: string): void => {
    const then = fields.of(next);
    const operator = then?.operators.find((each) => each.is === is) ?? then?.operators[0];
    const isAlike = then?.type === found?.type && then?.choices === found?.choices;
    onChange({ field: next, is: operator?.is ?? '', ...(!isAlike && { values: [] }) });
  };
  const chooseOperator = (next: string): void => {
    const takes = fields.shapeOf({ field, is: next }).takes;
    onChange({ is: next, ...(takes !== shape.takes && { values: [] }) });
  };
  return (
    <div className="bg-raised/60 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded-md p-2">
      <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] items-start gap-2">
        <FieldSelect fields={fields} value={field} onChange={chooseField} path={`${path}.field`} />
        {found !== undefined && (
          <Select
            label={t('Comparison')}
            hideLabel
            path={`${path}.is`}
            value={is}
            onChange={chooseOperator}
            options={found.operators.map((each) => ({
              value: each.is,
              label: t(operatorText(each.is, found.type, each.label), { value: '…' }),
            }))}
          />
        )}
        {found !== undefined && (
          <ValueInputs
            condition={condition}
            shape={shape}
            choices={found.choices}
            onChange={onChange}
            path={`${path}.value`}
          />
        )}
      </div>
      <Button
        look="bare"
        aria-label={t('Remove the condition')}
        title={t('Remove the condition')}
        onClick={onRemove}
      >
        <X size={15} aria-hidden />
      </Button>
    </div>
  );
}
