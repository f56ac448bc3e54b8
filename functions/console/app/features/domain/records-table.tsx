import { useT } from '../../i18n/i18n.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { purposes, verdicts, type DnsRecord } from './domain-words.ts';

/** The DNS records that the domain needs, to be copied part by part, each with its verdict and what to mend. */
export function RecordsTable({ records }: { records: readonly DnsRecord[] }) {
  const t = useT();
  return (
    <ul className="grid gap-3">
      {records.map((record) => (
        <li key={record.record} className="border-line rounded-md border">
          <div className="border-line flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-2">
            <h3 className="min-w-0 flex-1 basis-48 font-medium">
              {nameOf(record)} <code className="text-soft ml-1 text-sm font-normal">{record.type}</code>
            </h3>
            <Badge tone={verdicts[record.verdict].tone}>{t(verdicts[record.verdict].label)}</Badge>
          </div>
          <dl className="grid gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[4rem_1fr]">
            <Part label={t('Name')} value={record.relativeName} of={nameOf(record)} whole={record.name} />
            <Part label={t('Value')} value={record.value} of={nameOf(record)} />
          </dl>
          {record.mend !== '' && (
            <div className="border-line border-t px-3 py-2 [overflow-wrap:anywhere]">
              <p className="text-sm">{record.mend}</p>
              {record.found.length > 0 && (
                <p className="text-soft text-sm">
                  {t('Found: {values}', { values: record.found.join(' · ') })}
                </p>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );

  function nameOf({ record }: DnsRecord): string {
    const purpose = purposes[record];
    return purpose === undefined ? record : t(purpose);
  }
}

function Part({ label, value, of, whole }: { label: string; value: string; of: string; whole?: string }) {
  const t = useT();
  return (
    <>
      <dt className="text-soft">{label}</dt>
      <dd className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">
          {value}
          {whole !== undefined && whole !== value && (
            <span className="text-soft font-sans"> · {t('in full {name}', { name: whole })}</span>
          )}
        </span>
        <CopyButton text={value} name={`${label}, ${of}`} />
      </dd>
    </>
  );
}
