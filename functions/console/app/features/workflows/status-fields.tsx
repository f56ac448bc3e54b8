import { Link } from '@tanstack/react-router';
import { useT, type Say } from '../../i18n/i18n.ts';
import { listing } from '../../i18n/format.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/states.tsx';
import { useStatusLists, type Missing, type StatusList } from './status-lists.ts';

type Given = { path: string; value: string; onChange: (value: string) => void };

/** The statuses that are written to the CRM, chosen from its own lists (B3, B5). */
export function StatusFields({ of }: { of: (name: 'accountStatus' | 'leadStatus') => Given }) {
  const t = useT();
  const lists = useStatusLists();
  if (lists.isLoading) return <Loading />;
  return (
    <div className="grid gap-3">
      {lists.missing !== undefined && <WhatIsMissing missing={lists.missing} />}
      {lists.missing === undefined && (
        <div className="grid gap-3 sm:grid-cols-2">
          <StatusSelect
            {...of('accountStatus')}
            label={t('Status of the account (optional)')}
            list={lists.account}
          />
          <StatusSelect {...of('leadStatus')} label={t('Status of the lead (optional)')} list={lists.lead} />
        </div>
      )}
    </div>
  );
}

/** Which of connection and mapping is missing, and where to mend it. */
function WhatIsMissing({ missing }: { missing: Missing }) {
  const t = useT();
  return (
    <Notice tone="warn">
      {missing.what === 'connection' ? (
        <>
          {t('No CRM is connected, so there is nothing to write a status to.')}{' '}
          <Link to="/connections" className="underline">
            {t('Connect a CRM')}
          </Link>
        </>
      ) : (
        <>
          {t('{name} is connected, but no status field is mapped.', { name: missing.label })}{' '}
          <Link to="/connections/$kind/mapping" params={{ kind: missing.kind }} className="underline">
            {t('Map the status fields')}
          </Link>
        </>
      )}
    </Notice>
  );
}

function StatusSelect({ label, list, ...given }: Given & { label: string; list: StatusList }) {
  const t = useT();
  const { options, isMapped, error } = list;
  // Where the list cannot be read now, what is there can still be seen and changed.
  if (error !== null && error !== undefined)
    return (
      <TextInput
        {...given}
        label={label}
        maxLength={200}
        hint={t('The list of the CRM could not be read just now.')}
      />
    );
  const chosen = options.find(({ value }) => value === given.value);
  const isGone = isMapped && given.value !== '' && options.length > 0 && chosen === undefined;
  return (
    <Select
      {...given}
      label={label}
      disabled={!isMapped && given.value === ''}
      empty={t('Stays as it is')}
      options={[
        ...(given.value !== '' && chosen === undefined
          ? [
              {
                value: given.value,
                label: isGone ? t('{name} – is gone', { name: given.value }) : given.value,
              },
            ]
          : []),
        ...options.map((option) => ({
          value: option.value,
          label: optionLabel(option, t),
          disabled: !option.active && option.value !== given.value,
        })),
      ]}
      hint={isMapped ? hintOf(chosen, isGone, t) : t('No status field of it is mapped.')}
    />
  );
}

type Option = StatusList['options'][number];

function optionLabel({ label, active, converts }: Option, t: Say): string {
  if (!active) return t('{name} – no longer used', { name: label });
  return converts === true ? t('{name} – converts the lead', { name: label }) : label;
}

/** What is to be known of the value that is chosen. */
function hintOf(chosen: Option | undefined, isGone: boolean, t: Say): string | undefined {
  if (isGone) return t('The CRM no longer has this value: choose another.');
  if (chosen?.converts === true)
    return t('The lead is converted in the CRM, once. That cannot be undone there.');
  if (chosen?.dependsOn !== undefined)
    return t('The CRM takes it only while {field} is {values}.', {
      field: chosen.dependsOn.field,
      values: listing(chosen.dependsOn.values),
    });
  return undefined;
}
