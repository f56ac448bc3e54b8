import { Link } from '@tanstack/react-router';
import type { ItemOf } from '../../../api/operations.ts';
import { useT } from '../../../i18n/i18n.ts';
import { Badge } from '../../../ui/notice.tsx';
import { useUsers } from '../../users/use-users.ts';
import { objectNames } from '../connection-words.ts';
import { ourName } from './field-names.ts';
import { outcomes } from './outcome-words.ts';

type Seen = ItemOf<'POST /v1/connections/{kind}/mapping/preview'>;

/** One record of the CRM: what would become of it, and each value that would change or cannot be taken. */
export function SeenRecord({ of }: { of: Seen }) {
  const t = useT();
  const { object, name, outcome, values, why, owner, leadId } = of;
  const { nameOf } = useUsers();
  const told = values.filter(({ becomes, problem }) => becomes !== undefined || problem !== undefined);
  const to = `/leads/${leadId ?? ''}`;
  return (
    <li className="grid gap-1.5 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
          {leadId === undefined ? name : <Link to={to}>{name}</Link>}
        </span>
        <span className="text-soft text-sm">{t(objectNames[object].one)}</span>
        <span className="ml-auto">
          <Badge tone={outcomes[outcome].tone}>{t(outcomes[outcome].label)}</Badge>
        </span>
      </div>
      {why !== undefined && <p className="text-soft text-sm">{why}</p>}
      {told.length > 0 && (
        <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
          {told.map((value) => (
            <div key={`${value.ours} ${value.theirs}`} className="contents">
              <dt className="text-soft [overflow-wrap:anywhere]">{ourName(value.ours, t)}</dt>
              <dd className="min-w-0 [overflow-wrap:anywhere]">
                {value.problem === undefined ? (
                  <Becomes of={value} />
                ) : (
                  <span className="text-bad">
                    {value.there !== undefined && `${value.there}: `}
                    {value.problem}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {owner !== undefined && outcome === 'create' && (
        <p className="text-soft text-sm">{t('It would belong to {name}.', { name: nameOf(owner) })}</p>
      )}
    </li>
  );
}

function Becomes({ of: { now, becomes } }: { of: Seen['values'][number] }) {
  const t = useT();
  return (
    <>
      {now !== undefined && now !== '' && (
        <>
          <del className="text-soft">{now}</del> <span aria-hidden>→</span>{' '}
        </>
      )}
      {becomes === '' ? <span className="text-soft">{t('nothing')}</span> : becomes}
    </>
  );
}
