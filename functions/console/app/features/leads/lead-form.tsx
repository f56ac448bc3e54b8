import { useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Form, FormButtons } from '../../ui/form.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { AccountInput } from './account-input.tsx';
import type { Lead } from './lead-badges.tsx';
import { OwnFields, type OwnField } from './own-fields.tsx';

const simple = ['firstName', 'lastName', 'title', 'email', 'phone', 'zone', 'language', 'country'] as const;
type Simple = (typeof simple)[number];

/** What stands in the form of a lead; empty: it has none. */
export type LeadValues = Record<Simple | 'ownerId' | 'accountId', string> & { own: OwnField[] };

const valuesOf = (lead: Lead | undefined, ownerId: string): LeadValues => ({
  ...(Object.fromEntries(simple.map((name) => [name, lead?.[name] ?? ''])) as Record<Simple, string>),
  ownerId: lead?.ownerId ?? ownerId,
  accountId: lead?.accountId ?? '',
  own: Object.entries(lead?.fields ?? {}).map(([name, value]) => ({ name, value })),
});

/** The form of a lead, new or there already. Nothing that is read meanwhile changes what is typed. */
export function LeadForm({
  lead,
  ownerId,
  error,
  busy,
  action,
  onSubmit,
  onCancel,
}: {
  lead?: Lead;
  /** Whom a new one belongs to unless somebody else is chosen. */
  ownerId: string;
  error: unknown;
  busy: boolean;
  /** The words on the button. */
  action: string;
  onSubmit: (values: LeadValues) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const [values, setValues] = useState(() => valuesOf(lead, ownerId));
  const set = (name: keyof LeadValues) => (value: string) => setValues({ ...values, [name]: value });
  const field = (name: Simple, label: string, rest: { type?: 'email' | 'tel'; hint?: string } = {}) => (
    <TextInput label={label} path={name} value={values[name]} onChange={set(name)} {...rest} />
  );
  return (
    <Form
      error={error}
      onSubmit={() => onSubmit(values)}
      actions={<FormButtons action={action} busy={busy} onCancel={onCancel} />}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {field('firstName', t('First name'))}
        {field('lastName', t('Last name'))}
        {field('email', t('Email address'), { type: 'email' })}
        {field('phone', t('Telephone'), {
          type: 'tel',
          hint: t('With its country, such as +33 6 12 34 56 78'),
        })}
        {field('title', t('Position'))}
        <AccountInput value={values.accountId} onChange={set('accountId')} />
        <UserSelect label={t('Owner')} path="ownerId" value={values.ownerId} onChange={set('ownerId')} />
        {field('zone', t('Time zone'), { hint: t('Such as Europe/Paris') })}
        {field('language', t('Language'), { hint: t('Two small letters, such as fr') })}
        {field('country', t('Country'), { hint: t('Two capitals, such as FR') })}
      </div>
      <OwnFields value={values.own} onChange={(own) => setValues({ ...values, own })} />
    </Form>
  );
}

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** What a form says of a new lead. */
export const newLeadOf = (values: LeadValues) => ({
  ...Object.fromEntries(
    [...simple, 'ownerId' as const, 'accountId' as const].flatMap((name) => {
      const value = given(values[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  fields: Object.fromEntries(
    values.own.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  ),
});

/** What a form changes of a lead: only what is different; null takes a value away. */
export function leadChangeOf(lead: Lead, values: LeadValues) {
  const changes: Record<string, string | null> = {};
  for (const name of [...simple, 'accountId'] as const)
    if ((lead[name] ?? '') !== values[name].trim()) changes[name] = given(values[name]) ?? null;
  const before: Record<string, string> = lead.fields;
  const after = newLeadOf(values).fields;
  const fields: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) fields[name] = value;
  for (const name of Object.keys(before)) if (!(name in after)) fields[name] = null;
  return {
    ...changes,
    ...(values.ownerId !== '' && values.ownerId !== lead.ownerId && { ownerId: values.ownerId }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}
