import { useId, useState } from 'react';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import type { Step, Unit, Weekday } from './types.ts';
import { weekdayName, weekdays, waitWords } from './wait-words.ts';

const units: Record<Unit, Message> = {
  minutes: msg('minutes'),
  hours: msg('hours'),
  days: msg('days'),
  'working-days': msg('working days'),
};

/** When a step comes: how long after the one before, at which time of day, on which days. */
export function StepTime({
  step,
  isFirst,
  onChange,
}: {
  step: Step;
  isFirst: boolean;
  onChange: (step: Step) => void;
}) {
  const t = useT();
  const { wait, at } = step;
  const [typed, setTyped] = useState(String(wait.amount));
  const setAmount = (text: string): void => {
    setTyped(text);
    if (/^\d{1,5}$/.test(text)) onChange({ ...step, wait: { ...wait, amount: Number(text) } });
  };
  const setTime = (time: string): void => {
    const { at: _former, ...rest } = step;
    onChange(time === '' ? rest : { ...rest, at: time });
  };
  // What was typed and is no number is replaced by what holds; so is what was undone elsewhere.
  const shown = Number(typed) === wait.amount || !/^\d{1,5}$/.test(typed) ? typed : String(wait.amount);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-medium">{t('When')}</legend>
      <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-3 sm:grid-cols-[6rem_minmax(0,12rem)_minmax(0,10rem)]">
        <div onBlur={() => setTyped(String(wait.amount))}>
          <TextInput
            label={t('Wait')}
            path="wait.amount"
            type="number"
            min={0}
            value={shown}
            onChange={setAmount}
          />
        </div>
        <Select<Unit>
          label={isFirst ? t('After enrolment') : t('After the step before')}
          path="wait.unit"
          value={wait.unit}
          onChange={(unit) => onChange({ ...step, wait: { ...wait, unit } })}
          options={(Object.keys(units) as Unit[]).map((unit) => ({ value: unit, label: t(units[unit]) }))}
        />
        <div className="col-span-2 sm:col-span-1">
          <TextInput
            label={t('Time of day (optional)')}
            path="at"
            type="time"
            value={at ?? ''}
            onChange={setTime}
          />
        </div>
      </div>
      <Weekdays step={step} onChange={onChange} />
      <p className="text-soft text-sm">
        {waitWords(t, step, isFirst)}
        {'. '}
        {t('It always waits for working hours, and for the sender’s daily limit.')}
      </p>
    </fieldset>
  );
}

/** The days on which a step may run, each to be pressed; all of them: no choice. */
function Weekdays({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const t = useT();
  const id = useId();
  const chosen: readonly Weekday[] = step.weekdays ?? weekdays;
  const toggle = (day: Weekday): void => {
    const next = weekdays.filter((each) => (each === day ? !chosen.includes(each) : chosen.includes(each)));
    const { weekdays: _former, ...rest } = step;
    onChange(next.length === weekdays.length ? rest : { ...rest, weekdays: next });
  };
  return (
    <div className="grid gap-1">
      <span id={id} className="text-sm font-medium">
        {t('Days on which it may go')}
      </span>
      <div role="group" aria-labelledby={id} className="flex flex-wrap gap-1">
        {weekdays.map((day) => {
          const isOn = chosen.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              onClick={() => toggle(day)}
              className={classes(
                'min-h-8 rounded-md border px-2 text-sm capitalize',
                isOn ? 'bg-tint border-accent text-accent' : 'border-line text-soft',
              )}
            >
              {weekdayName(day)}
            </button>
          );
        })}
      </div>
    </div>
  );
}
