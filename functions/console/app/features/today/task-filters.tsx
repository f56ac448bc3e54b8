import { getRouteApi } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { useUsers } from '../users/use-users.ts';
import { taskTypes, typeLabels } from './task-types.ts';

const route = getRouteApi('/shell/today');

/** Which tasks are listed: whose, due when, of which type and sequence. */
export function TaskFilters() {
  const t = useT();
  const { user, due, type, sequence } = route.useSearch();
  const navigate = route.useNavigate();
  const isManager = useIs('manager');
  const sequences = useList('GET /v1/sequences', { query: { status: 'active', limit: 100, sort: 'name' } });
  const set = (changed: Partial<Record<'user' | 'due' | 'type' | 'sequence', string | undefined>>): void =>
    void navigate({ search: (before) => ({ ...before, task: undefined, ...changed }), replace: true });
  return (
    <div className="grid grid-cols-[repeat(2,minmax(0,1fr))] gap-2">
      {isManager && <Whose value={user} onChange={(value) => set({ user: value })} />}
      <FilterSelect
        label={t('Due')}
        value={due}
        onChange={(value) => set({ due: value })}
        empty={t('All that are open')}
        options={[
          { value: 'late', label: t('Late') },
          { value: 'today', label: t('New today') },
          { value: 'overdue', label: t('From earlier days') },
          { value: 'planned', label: t('Still to come') },
        ]}
      />
      <FilterSelect
        label={t('Type')}
        value={type}
        onChange={(value) => set({ type: value })}
        empty={t('All types')}
        options={taskTypes.map((each) => ({ value: each, label: t(typeLabels[each]) }))}
      />
      <div className={isManager ? undefined : 'col-span-2'}>
        <FilterSelect
          label={t('Sequence')}
          value={sequence}
          onChange={(value) => set({ sequence: value })}
          empty={t('All sequences')}
          options={sequences.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      {[user, due, type, sequence].some((value) => value !== undefined) && (
        <Button
          small
          look="bare"
          className="col-span-2 justify-self-start"
          onClick={() => set({ user: undefined, due: undefined, type: undefined, sequence: undefined })}
        >
          {t('Clear the filters')}
        </Button>
      )}
    </div>
  );
}

function Whose({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const t = useT();
  const { userId } = useMe();
  const { users } = useUsers();
  return (
    <FilterSelect
      label={t('Whose')}
      value={value}
      onChange={onChange}
      empty={t('Mine')}
      options={[
        { value: 'team', label: t('Everybody’s') },
        ...users.filter(({ id }) => id !== userId).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
