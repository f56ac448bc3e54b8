import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FilterSelect, NameFilter, Select } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { TemplateForm } from './template-form.tsx';
import {
  templateKindNames,
  templateKinds,
  type ListedTemplate,
  type TemplateKind,
} from './template-kinds.ts';

const route = getRouteApi('/shell/templates');

/** Texts of mails, SMS and tasks: all that the person may see. */
export function TemplatesPage() {
  const t = useT();
  const { new: making, sort: _sort, order: _order, ...query } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/templates', { query });
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const columns: Column<ListedTemplate>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: ({ id, name, subject }) => (
        <>
          <Link to="/templates/$id" params={{ id }} className="font-medium [overflow-wrap:anywhere]">
            {name}
          </Link>
          {subject !== undefined && (
            <span className="text-soft block text-sm [overflow-wrap:anywhere]">{subject}</span>
          )}
        </>
      ),
    },
    { id: 'kind', header: t('Kind'), sortValue: ({ kind }) => t(templateKinds[kind].label) },
    { id: 'owner', header: t('Owner'), sortValue: ({ ownerId }) => nameOf(ownerId) },
    {
      id: 'shared',
      header: t('Who may use it'),
      sortValue: ({ shared }) => (shared ? 0 : 1),
      cell: ({ shared }) =>
        shared ? <Badge tone="good">{t('Everybody')}</Badge> : <Badge>{t('The owner')}</Badge>,
    },
  ];
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  const make = (
    <Button look="main" onClick={() => search({ new: query.kind ?? 'mail' })}>
      <Plus size={16} aria-hidden />
      {t('New template')}
    </Button>
  );
  return (
    <Page
      title={t('Templates')}
      about={t('Texts of mails, SMS and tasks. Sequences use them, with the values of each lead.')}
      actions={make}
    >
      <div className="flex flex-wrap gap-3">
        <NameFilter value={query.name} onChange={(name) => search({ name })} />
        <FilterSelect
          label={t('Kind')}
          value={query.kind}
          onChange={(kind) => search({ kind })}
          empty={t('All')}
          options={templateKindNames.map((kind) => ({ value: kind, label: t(templateKinds[kind].label) }))}
        />
        <FilterSelect
          label={t('Owner')}
          value={query.mine}
          onChange={(mine) => search({ mine })}
          empty={t('Anybody')}
          options={[
            { value: 'true', label: t('Me') },
            { value: 'false', label: t('Others') },
          ]}
        />
        <FilterSelect
          label={t('Who may use it')}
          value={query.shared}
          onChange={(shared) => search({ shared })}
          empty={t('All')}
          options={[
            { value: 'true', label: t('Everybody') },
            { value: 'false', label: t('The owner') },
          ]}
        />
      </div>
      <DataTable
        caption={t('Templates')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          isFiltered ? (
            <Empty title={t('No template matches')}>
              <Button onClick={() => void navigate({ search: {}, replace: true })}>
                {t('Show all templates')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('No templates yet')}>
              <p>{t('Write the first one, or start a sequence from an example: its texts come with it.')}</p>
              {make}
            </Empty>
          )
        }
      />
      <NewTemplate kind={making} onKind={(kind) => search({ new: kind })} />
    </Page>
  );
}

function NewTemplate({ kind: asked, onKind }: { kind: string | undefined; onKind: (kind?: string) => void }) {
  const t = useT();
  const navigate = useNavigate();
  const kind = templateKindNames.find((each) => each === asked) ?? 'mail';
  return (
    <Dialog open={asked !== undefined} onClose={() => onKind(undefined)} title={t('New template')} wide>
      <div className="grid gap-4">
        <div className="sm:max-w-80">
          <Select<TemplateKind>
            label={t('Kind')}
            hint={t(templateKinds[kind].about)}
            value={kind}
            onChange={onKind}
            options={templateKindNames.map((each) => ({ value: each, label: t(templateKinds[each].label) }))}
          />
        </div>
        <TemplateForm
          key={kind}
          kind={kind}
          onSaved={({ id }) => void navigate({ to: '/templates/$id', params: { id } })}
          onCancel={() => onKind(undefined)}
        />
      </div>
    </Dialog>
  );
}
