import { useState } from 'react';
import { dayAfter, dayOf, dayText } from '../../../i18n/format.ts';
import { msg, useT } from '../../../i18n/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { FieldGroup } from '../../../ui/form.tsx';
import { Select, TextInput } from '../../../ui/inputs.tsx';
import { UserSelect } from '../../users/user-select.tsx';
import { countryText } from '../countries.ts';
import { holidayCountries } from '../holiday-countries.ts';
import { weekdays, weekdayText } from '../labels.ts';
import { RowList } from '../row-list.tsx';
import type { EditorProps } from '../values.ts';
import { Choices, OneOf } from './choices.tsx';

export function WorkingDaysEditor({ value, onChange, path }: EditorProps<'workingDays'>) {
  const t = useT();
  const options = weekdays.map((day) => ({ value: day, label: weekdayText(day) }));
  return (
    <Choices
      label={t('Working days')}
      hideLabel
      path={path}
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}

/** A time field has no 24:00; the midnight that ends a day is written 00:00 there. */
const shownEnd = (to: string): string => (to === '24:00' ? '00:00' : to);
const keptEnd = (to: string): string => (to === '00:00' ? '24:00' : to);

export function WorkingHoursEditor({ value, onChange, path }: EditorProps<'workingHours'>) {
  const t = useT();
  return (
    <FieldGroup
      label={t('Working hours')}
      hideLabel
      path={path}
      hint={t('The same on every working day. For a break, add a second span. Until 00:00 means midnight.')}
    >
      <RowList
        items={value}
        onChange={onChange}
        add={t('Add a span')}
        fresh={() => ({ from: value.at(-1)?.to ?? '09:00', to: '18:00' })}
        nameOf={({ from, to }) => `${from}–${to}`}
      >
        {(span, change, index) => (
          <>
            <TextInput
              label={t('From')}
              path={`${path}.${String(index)}.from`}
              type="time"
              value={span.from}
              onChange={(from) => change({ ...span, from })}
            />
            <TextInput
              label={t('Until')}
              path={`${path}.${String(index)}.to`}
              type="time"
              value={shownEnd(span.to)}
              onChange={(to) => change({ ...span, to: keptEnd(to) })}
            />
          </>
        )}
      </RowList>
    </FieldGroup>
  );
}

export function WindowZoneEditor({ value, onChange, path }: EditorProps<'windowZone'>) {
  const t = useT();
  return (
    <OneOf
      label={t('Whose clock counts')}
      name={path}
      value={value}
      onChange={onChange}
      options={[
        { value: 'sender', label: msg('The sender’s clock') },
        {
          value: 'recipient',
          label: msg('The lead’s clock'),
          about: msg('A lead without a time zone counts as in the sender’s.'),
        },
      ]}
    />
  );
}

export function HolidaysEditor({ value, onChange, path }: EditorProps<'holidays'>) {
  const t = useT();
  const [day, setDay] = useState('');
  const add = (): void => {
    onChange({ ...value, extra: [...new Set([...value.extra, day])].sort() });
    setDay('');
  };
  const options = holidayCountries
    .map((code) => ({ value: code, label: countryText(code) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className="grid gap-4">
      <Select
        label={t('Public holidays of')}
        path={`${path}.country`}
        value={value.country ?? ''}
        onChange={(country) => onChange({ ...value, country: country === '' ? null : country })}
        options={options}
        empty={t('No country')}
      />
      <FieldGroup label={t('Further days off')} path={`${path}.extra`}>
        {value.extra.length > 0 && (
          <ul className="flex flex-wrap gap-1.5">
            {value.extra.map((each) => (
              <li key={each} className="bg-raised flex items-center gap-1 rounded-full py-0.5 pr-1 pl-2.5">
                {dayText(each, 'dayWithYear')}
                <Button
                  look="bare"
                  small
                  aria-label={t('Remove {name}', { name: dayText(each, 'dayWithYear') })}
                  onClick={() => onChange({ ...value, extra: value.extra.filter((one) => one !== each) })}
                >
                  ×
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div className="flex items-end gap-2">
          <TextInput label={t('Day')} hideLabel type="date" value={day} onChange={setDay} />
          <Button disabled={day === ''} onClick={add}>
            {t('Add the day')}
          </Button>
        </div>
      </FieldGroup>
    </div>
  );
}

export function AbsencesEditor({ value, onChange, path }: EditorProps<'absences'>) {
  const t = useT();
  const tomorrow = dayAfter(dayOf(new Date()), 1);
  const at = (index: number, field: string): string => `${path}.${String(index)}.${field}`;
  return (
    <FieldGroup
      label={t('Absences')}
      hideLabel
      path={path}
      hint={t('Without a stand-in everything waits until the user is back.')}
    >
      <RowList
        items={value}
        onChange={onChange}
        add={t('Add an absence')}
        fresh={() => {
          const last = value.at(-1)?.to;
          const from = last === undefined || last < tomorrow ? tomorrow : dayAfter(last, 1);
          return { from, to: from, standIn: null };
        }}
        nameOf={({ from, to }) => `${dayText(from)} – ${dayText(to)}`}
      >
        {(absence, change, index) => (
          <>
            <TextInput
              label={t('First day away')}
              path={at(index, 'from')}
              type="date"
              value={absence.from}
              onChange={(from) => change({ ...absence, from })}
            />
            <TextInput
              label={t('Last day away')}
              path={at(index, 'to')}
              type="date"
              value={absence.to}
              onChange={(to) => change({ ...absence, to })}
            />
            <UserSelect
              label={t('Stand-in')}
              path={at(index, 'standIn')}
              value={absence.standIn ?? ''}
              onChange={(id) => change({ ...absence, standIn: id === '' ? null : id })}
              empty={t('Nobody')}
            />
          </>
        )}
      </RowList>
    </FieldGroup>
  );
}

export function QuietHoursEditor({ value, onChange, path }: EditorProps<'smsQuietHours'>) {
  const t = useT();
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        <TextInput
          label={t('From')}
          path={`${path}.from`}
          type="time"
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
        />
        <TextInput
          label={t('Until')}
          path={`${path}.to`}
          type="time"
          value={value.to}
          onChange={(to) => onChange({ ...value, to })}
        />
      </div>
      <OneOf
        label={t('An SMS that falls in them')}
        name={`${path}.policy`}
        value={value.policy}
        onChange={(policy) => onChange({ ...value, policy })}
        options={[
          { value: 'drop', label: msg('is skipped') },
          { value: 'defer', label: msg('waits until they end') },
        ]}
      />
    </div>
  );
}
