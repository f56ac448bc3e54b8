import { useState } from 'react';
import { useT } from '../../../i18n/i18n.ts';
import { FieldGroup } from '../../../ui/form.tsx';
import { Checkbox, TextInput } from '../../../ui/inputs.tsx';
import { leadStepTypes, scoreReasons, stepTypes, taskTypes } from '../labels.ts';
import { DurationInput, NumberInput } from '../number-inputs.tsx';
import { RowList } from '../row-list.tsx';
import type { EditorProps, ScoreReason, StepType } from '../values.ts';
import { Choices } from './choices.tsx';

const useStepOptions = (types: readonly StepType[]) => {
  const t = useT();
  return types.map((type) => ({ value: type, label: t(stepTypes[type]) }));
};

export function UnsubscribeEditor({ value, onChange, path }: EditorProps<'unsubscribeRules'>) {
  const t = useT();
  return (
    <Choices
      label={t('Steps that are skipped')}
      path={`${path}.skips`}
      options={useStepOptions(leadStepTypes)}
      value={value.skips}
      onChange={(skips) => onChange({ skips })}
    />
  );
}

export function BounceEditor({ value, onChange, path }: EditorProps<'bounceRules'>) {
  const t = useT();
  const types = leadStepTypes.filter((type) => type !== 'reply' && type !== 'automated-reply');
  return (
    <Choices
      label={t('Steps that are skipped')}
      hint={t('Replies follow mails: they are skipped with them.')}
      path={`${path}.skips`}
      options={useStepOptions(types)}
      value={value.skips}
      onChange={(skips) => onChange({ skips })}
    />
  );
}

const DAY_IN_MINUTES = 1440;

export function LatenessEditor({ value, onChange, path }: EditorProps<'taskLateness'>) {
  const t = useT();
  return (
    <FieldGroup
      label={t('Late after')}
      path={path}
      hint={t('Counted from when the task appears, nights and weekends included.')}
    >
      {taskTypes.map((type) => {
        const minutes = value[type];
        const { [type]: _taken, ...others } = value;
        return (
          <div key={type} className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1">
            <span className="w-48">
              <Checkbox
                label={t(stepTypes[type])}
                checked={minutes !== undefined}
                onChange={(on) => onChange(on ? { ...others, [type]: DAY_IN_MINUTES } : others)}
              />
            </span>
            {minutes !== undefined && (
              <DurationInput
                label={t('Late after, for: {type}', { type: t(stepTypes[type]) })}
                hideLabel
                path={`${path}.${type}`}
                units={['minute', 'hour', 'day']}
                inSeconds={60}
                value={minutes}
                onChange={(next) => onChange({ ...value, [type]: next })}
              />
            )}
          </div>
        );
      })}
    </FieldGroup>
  );
}

/** An id made from a label, as the API takes them: letters, digits and “-”, and not one that is there. */
function idFor(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const base = plain.split('-').filter(Boolean).join('-').slice(0, 36) || 'reason';
  let id = base === 'other' ? 'other-reason' : base;
  for (let count = 2; taken.includes(id); count += 1) id = `${base}-${String(count)}`;
  return id;
}

export function SkipReasonsEditor({ value, onChange, path }: EditorProps<'skipReasons'>) {
  const t = useT();
  // A reason that is kept already keeps its id, by which tasks name it.
  const [kept] = useState(() => new Set(value.reasons.map(({ id }) => id)));
  return (
    <div className="grid gap-4">
      <FieldGroup
        label={t('Reasons to choose from')}
        path={`${path}.reasons`}
        hint={t('“Other”, with words of one’s own, is always there too.')}
      >
        <RowList
          items={value.reasons}
          onChange={(reasons) => onChange({ ...value, reasons })}
          add={t('Add a reason')}
          fresh={() => ({
            id: idFor(
              '',
              value.reasons.map(({ id }) => id),
            ),
            label: '',
          })}
          nameOf={({ label }) => label}
        >
          {(reason, change, index) => (
            <TextInput
              label={t('Reason {number}', { number: index + 1 })}
              hideLabel
              path={`${path}.reasons.${String(index)}.label`}
              maxLength={100}
              className="min-w-56"
              value={reason.label}
              onChange={(label) => {
                const others = value.reasons.filter((_, at) => at !== index).map(({ id }) => id);
                change({ id: kept.has(reason.id) ? reason.id : idFor(label, others), label });
              }}
            />
          )}
        </RowList>
      </FieldGroup>
      <Choices
        label={t('A reason must be given for')}
        path={`${path}.compulsoryFor`}
        options={useStepOptions(taskTypes)}
        value={value.compulsoryFor}
        onChange={(compulsoryFor) => onChange({ ...value, compulsoryFor })}
      />
    </div>
  );
}

const OFFERED_HALF_LIFE = 30;

export function ScoringEditor({ value, onChange, path }: EditorProps<'scoring'>) {
  const t = useT();
  const reasons = Object.keys(scoreReasons) as ScoreReason[];
  const [halfLife, setHalfLife] = useState(value.halfLifeDays ?? OFFERED_HALF_LIFE);
  return (
    <div className="grid gap-4">
      <FieldGroup
        label={t('Points')}
        path={`${path}.points`}
        hint={t('0 gives none; less than 0 takes away.')}
      >
        <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
          {reasons.map((reason) => (
            <NumberInput
              key={reason}
              label={t(scoreReasons[reason])}
              path={`${path}.points.${reason}`}
              min={-1000}
              max={1000}
              value={value.points[reason] ?? 0}
              onChange={(points) => onChange({ ...value, points: { ...value.points, [reason]: points } })}
            />
          ))}
        </div>
      </FieldGroup>
      <NumberInput
        label={t('Score from which a lead is qualified')}
        path={`${path}.threshold`}
        min={1}
        value={value.threshold}
        onChange={(threshold) => onChange({ ...value, threshold })}
      />
      <Checkbox
        label={t('Points lose their worth with time')}
        checked={value.halfLifeDays !== null}
        onChange={(on) => onChange({ ...value, halfLifeDays: on ? halfLife : null })}
      />
      {value.halfLifeDays !== null && (
        <NumberInput
          label={t('Days after which they count half')}
          path={`${path}.halfLifeDays`}
          min={1}
          value={halfLife}
          onChange={(next) => {
            const days = Number.isFinite(next) ? next : 0;
            setHalfLife(days);
            onChange({ ...value, halfLifeDays: days });
          }}
        />
      )}
    </div>
  );
}
