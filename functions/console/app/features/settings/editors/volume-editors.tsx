import { useState } from 'react';
import { msg, useT } from '../../../i18n/i18n.ts';
import { FieldGroup } from '../../../ui/form.tsx';
import { DurationInput, NumberInput } from '../number-inputs.tsx';
import type { EditorProps, ValueEditorProps } from '../values.ts';
import { OneOf } from './choices.tsx';

const OFFERED_CAP = 100;

/** The most of something a day. An empty field is 0, which is refused, and never “no limit” by mistake. */
export function CapEditor({ value, onChange, path }: ValueEditorProps<number | null>) {
  const t = useT();
  const [limit, setLimit] = useState(value ?? OFFERED_CAP);
  return (
    <div className="grid gap-3">
      <OneOf
        label={t('For each user and day')}
        name={path}
        value={value === null ? 'none' : 'limit'}
        onChange={(kind) => onChange(kind === 'none' ? null : limit)}
        options={[
          { value: 'limit', label: msg('At most') },
          { value: 'none', label: msg('No limit') },
        ]}
      />
      {value !== null && (
        <NumberInput
          label={t('Most a day')}
          path={path}
          min={1}
          value={limit}
          onChange={(next) => {
            const kept = Number.isFinite(next) ? next : 0;
            setLimit(kept);
            onChange(kept);
          }}
        />
      )}
    </div>
  );
}

export function MailDelayEditor({ value, onChange, path }: EditorProps<'mailDelay'>) {
  const t = useT();
  const units = ['second', 'minute', 'hour'] as const;
  const change = (kind: typeof value.kind): void => {
    if (kind === 'none') onChange({ kind });
    else if (kind === 'fixed') onChange({ kind, seconds: 60 });
    else onChange({ kind, minSeconds: 30, maxSeconds: 120 });
  };
  return (
    <div className="grid gap-3">
      <OneOf
        label={t('Between two automated mails of one sender')}
        name={path}
        value={value.kind}
        onChange={change}
        options={[
          { value: 'fixed', label: msg('Always the same time') },
          {
            value: 'random',
            label: msg('A time by chance between two bounds'),
            about: msg('As a person would write: never exactly as often.'),
          },
          { value: 'none', label: msg('No time at all') },
        ]}
      />
      {value.kind === 'fixed' && (
        <DurationInput
          label={t('Time between')}
          path={`${path}.seconds`}
          units={units}
          value={value.seconds}
          onChange={(seconds) => onChange({ ...value, seconds })}
        />
      )}
      {value.kind === 'random' && (
        <div className="flex flex-wrap gap-4">
          <DurationInput
            label={t('At least')}
            path={`${path}.minSeconds`}
            units={units}
            value={value.minSeconds}
            onChange={(minSeconds) => onChange({ ...value, minSeconds })}
          />
          <DurationInput
            label={t('At most')}
            path={`${path}.maxSeconds`}
            units={units}
            value={value.maxSeconds}
            onChange={(maxSeconds) => onChange({ ...value, maxSeconds })}
          />
        </div>
      )}
    </div>
  );
}

export function SwitchEditor({ value, onChange, path }: ValueEditorProps<boolean>) {
  const t = useT();
  return (
    <OneOf
      label={t('On or off')}
      hideLabel
      name={path}
      value={value ? 'on' : 'off'}
      onChange={(next) => onChange(next === 'on')}
      options={[
        { value: 'on', label: msg('On') },
        { value: 'off', label: msg('Off') },
      ]}
    />
  );
}

export function TrackingEditor({ value, onChange, path }: EditorProps<'tracking'>) {
  const t = useT();
  const onOff = [
    { value: 'on', label: msg('On') },
    { value: 'off', label: msg('Off') },
  ] as const;
  return (
    <FieldGroup label={t('What is tracked')} hideLabel path={path}>
      <OneOf
        label={t('Opens of mails')}
        name={`${path}.opens`}
        value={value.opens ? 'on' : 'off'}
        onChange={(next) => onChange({ ...value, opens: next === 'on' })}
        options={onOff}
      />
      <OneOf
        label={t('Clicks on links')}
        name={`${path}.clicks`}
        value={value.clicks ? 'on' : 'off'}
        onChange={(next) => onChange({ ...value, clicks: next === 'on' })}
        options={onOff}
      />
    </FieldGroup>
  );
}
