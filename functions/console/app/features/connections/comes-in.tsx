import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { objectNames, type CrmObject, type Health } from './connection-words.ts';

type ReadObject = Health['objects'][number];
const isObject = (object: string): object is CrmObject => object in objectNames;

/** What is read of a CRM and how far it is, and the last records that could not be taken in. */
export function ComesIn({ health }: { health: Health }) {
  return (
    <>
      <Objects objects={health.objects} />
      {health.passedOver.length > 0 && <PassedOver records={health.passedOver} />}
    </>
  );
}

function Objects({ objects }: { objects: readonly ReadObject[] }) {
  const t = useT();
  const columns: Column<ReadObject>[] = [
    {
      id: 'object',
      header: t('What is read'),
      cell: ({ object }) => (isObject(object) ? t(objectNames[object].many) : object),
    },
    {
      id: 'caught-up',
      header: t('Caught up'),
      cell: ({ caughtUpAt }) => (caughtUpAt === undefined ? t('Not yet') : when(caughtUpAt)),
    },
    { id: 'taken', header: t('Changes taken in'), isNumber: true, cell: ({ taken }) => number(taken) },
    { id: 'passed', header: t('Could not be'), isNumber: true, cell: ({ passedOver }) => number(passedOver) },
  ];
  return (
    <section className="grid gap-2">
      <h2>{t('What comes in')}</h2>
      <DataTable
        isOfPage={false}
        caption={t('What comes in')}
        columns={columns}
        list={{ items: [...objects], isLoading: false, error: null }}
        rowId={({ object }) => object}
        empty={
          <p className="text-soft">
            {t('Nothing was read yet: it begins some minutes after the fields are mapped.')}
          </p>
        }
      />
    </section>
  );
}

type Passed = Health['passedOver'][number];

function PassedOver({ records }: { records: readonly Passed[] }) {
  const t = useT();
  const columns: Column<Passed>[] = [
    { id: 'record', header: t('Record'), cell: ({ record }) => record },
    {
      id: 'why',
      header: t('Why, and what to fix'),
      cell: ({ why }) => <span className="block max-w-prose min-w-48 [overflow-wrap:anywhere]">{why}</span>,
    },
    {
      id: 'at',
      header: t('When'),
      cell: ({ at }) => <span className="whitespace-nowrap">{when(at)}</span>,
    },
  ];
  return (
    <section className="grid gap-2">
      <h2>{t('What could not be taken in')}</h2>
      <p className="text-soft">{t('Each comes again when it is changed in the CRM.')}</p>
      <DataTable
        isOfPage={false}
        caption={t('What could not be taken in')}
        columns={columns}
        list={{ items: [...records], isLoading: false, error: null }}
        rowId={({ record, at }) => `${record} ${at}`}
        empty={null}
      />
    </section>
  );
}
