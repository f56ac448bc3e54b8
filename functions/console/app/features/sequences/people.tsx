import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { selectionIn, selectionText } from '../../shell/search-texts.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { BulkActions, type BulkResult, Outcome } from './bulk-actions.tsx';
import { LeadLink } from './lead-link.tsx';
import { PeopleGroups } from './people-groups.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { useNames } from '../../why/use-names.ts';
import { stateNames, states, untilWords, whyWords, type Person, type State } from './person-state.ts';

const route = getRouteApi('/shell/sequences/$id');
/** People from which on no further page is read by itself: pages may be short. */
const ENOUGH = 25;

/** Who is in a sequence: how many stand how and why, the list of each, and what can be done with several at once. */
export function People({ id }: { id: string }) {
  const t = useT();
  const names = useNames();
  const { state, reason, user, until, selected, person } = route.useSearch();
  const navigate = route.useNavigate();
  const [result, setResult] = useState<BulkResult>();
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const count = useRead('GET /v1/sequences/{id}/people', { params: { id } });
  const list = useList('GET /v1/sequences/{id}/people/list', {
    params: { id },
    query: { state: stateNames.find((each) => each === state), reason, user, until },
  });
  const { items, hasMore, isLoadingMore, more } = list;
  useEffect(() => {
    if (hasMore && !isLoadingMore && items.length < ENOUGH) more();
  }, [hasMore, isLoadingMore, items.length, more]);
  const filter = (chosen: { state?: string; reason?: string; user?: string; until?: string }): void => {
    setResult(undefined);
    search({
      state: undefined,
      reason: undefined,
      user: undefined,
      until: undefined,
      selected: undefined,
      ...chosen,
    });
  };
  const selection = {
    selected: selectionIn(selected),
    onChange: (next: Set<string>) => search({ selected: selectionText(next) }),
  };
  const isFiltered = (state ?? reason ?? user ?? until) !== undefined;
  const columns: Column<Person>[] = [
    {
      id: 'lead',
      header: t('Lead'),
      cell: ({ leadId, leadName }) => <LeadLink id={leadId} name={leadName} />,
    },
    {
      id: 'state',
      header: t('State'),
      cell: (each) => <Badge tone={states[each.status].tone}>{t(states[each.status].label)}</Badge>,
    },
    { id: 'step', header: t('Step'), cell: ({ step, stepName }) => stepName ?? step ?? '' },
    {
      id: 'when',
      header: t('When'),
      cell: (each) => (
        <span className="whitespace-nowrap">
          {each.at === undefined ? (untilWords(t, each) ?? '') : when(each.at)}
        </span>
      ),
    },
    { id: 'why', header: t('Why'), cell: (each) => whyWords(t, each, names) ?? '' },
    { id: 'user', header: t('Sender'), cell: ({ userName, userId }) => userName ?? userId },
    {
      id: 'more',
      header: '',
      cell: ({ enrollmentId, leadName }) => (
        <Button
          small
          aria-label={t('Details of {name}', { name: leadName })}
          onClick={() => search({ person: enrollmentId })}
        >
          {t('Details')}
        </Button>
      ),
    },
  ];
  return (
    <div className="grid gap-4">
      <Card title={t('Where people are, and why')}>
        <Read of={count}>
          {(counted) => (
            <PeopleGroups counted={counted} shown={{ state, reason, user, until }} onShow={filter} />
          )}
        </Read>
      </Card>
      <div className="flex flex-wrap items-end gap-3">
        <Select<State | ''>
          label={t('State')}
          value={stateNames.find((each) => each === state) ?? ''}
          onChange={(chosen) =>
            search({ state: chosen || undefined, reason: undefined, until: undefined, selected: undefined })
          }
          empty={t('All')}
          options={stateNames.map((each) => ({ value: each, label: t(states[each].label) }))}
        />
        <UserSelect
          label={t('Sender')}
          value={user ?? ''}
          onChange={(chosen) => search({ user: chosen || undefined, selected: undefined })}
          empty={t('Everybody')}
        />
        {isFiltered && <Button onClick={() => filter({})}>{t('Show all people')}</Button>}
      </div>
      <Outcome result={result} people={items} />
      <DataTable
        caption={t('People')}
        columns={columns}
        list={list}
        rowId={({ enrollmentId }) => enrollmentId}
        rowName={({ leadName }) => leadName}
        selection={selection}
        empty={
          isFiltered ? (
            <Empty title={t('Nobody is in this state')}>
              <Button onClick={() => filter({})}>{t('Show all people')}</Button>
            </Empty>
          ) : (
            <Empty title={t('Nobody is enrolled yet')}>
              <p>{t('Choose leads in the list of leads, and enrol them in this sequence.')}</p>
            </Empty>
          )
        }
      />
      <BulkActions
        ids={[...selection.selected]}
        onClear={() => selection.onChange(new Set())}
        onDone={(done) => {
          setResult(done);
          selection.onChange(new Set());
        }}
      />
      {person !== undefined && (
        <PersonDialog
          id={person}
          name={items.find(({ enrollmentId }) => enrollmentId === person)?.leadName}
          onClose={() => search({ person: undefined })}
        />
      )}
    </div>
  );
}
