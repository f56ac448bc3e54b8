import { X } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useAct, useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Checkbox, Select } from '../../ui/inputs.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { useEvery } from '../editor/use-every.ts';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { useUsers } from '../users/use-users.ts';

/** Most employees named with an invitation. */
const MOST_EMPLOYEES = 20;
type Invited = Answer<'POST /v1/feedback-sequences/{id}/invitations'>;

/** Invites clients: chosen one by one, or those that a saved filter matches, page by page. */
export function Invite({ id }: { id: string }) {
  const t = useT();
  const { userId: self } = useMe();
  const { users } = useUsers();
  const [leads, setLeads] = useState<readonly string[]>([]);
  const [employees, setEmployees] = useState<readonly string[]>([]);
  const [userId, setUserId] = useState(self);
  const [invited, setInvited] = useState<Invited>();
  const post = useAct('POST /v1/feedback-sequences/{id}/invitations', {
    refreshes: ['GET /v1/surveys/{id}/results', 'GET /v1/sequences'],
    onDone: (answer) => {
      setInvited(answer);
      setLeads([]);
    },
  });
  const add = (more: readonly string[]): void => {
    setInvited(undefined);
    setLeads([...new Set([...leads, ...more])]);
  };
  const invite = (): void =>
    post.mutate({
      params: { id },
      body: { clients: leads.map((leadId) => ({ leadId, employees: [...employees] })), userId },
      idempotencyKey: crypto.randomUUID(),
    });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title={t('Clients')}>
        <div className="grid gap-4">
          <LeadPicker
            label={t('Add a client')}
            value={undefined}
            onChange={(lead) => lead !== undefined && add([lead])}
          />
          <FromFilter onAdd={add} />
          {leads.length > 0 && (
            <ul className="grid max-h-80 gap-1 overflow-y-auto" aria-label={t('Clients to invite')}>
              {leads.map((lead) => (
                <li key={lead} className="flex items-center gap-2">
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                    <LeadLink id={lead} />
                  </span>
                  <Button
                    look="bare"
                    small
                    aria-label={t('Take out')}
                    onClick={() => setLeads(leads.filter((each) => each !== lead))}
                  >
                    <X size={15} aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </Card>
      <Card title={t('The invitation')}>
        <Form
          error={post.error}
          onSubmit={invite}
          actions={
            <Button type="submit" look="main" busy={post.isPending} disabled={leads.length === 0}>
              {t('{count, plural, =0 {Invite} one {Invite # client} other {Invite # clients}}', {
                count: leads.length,
              })}
            </Button>
          }
        >
          <UserSelect label={t('In whose name')} path="userId" value={userId} onChange={setUserId} />
          <fieldset className="grid gap-1.5">
            <legend className="mb-1 text-sm font-medium">{t('Whose work it is about (optional)')}</legend>
            <div className="border-line grid max-h-48 gap-1.5 overflow-y-auto rounded-md border px-3 py-2">
              {users.map((user) => (
                <Checkbox
                  key={user.id}
                  label={user.name}
                  checked={employees.includes(user.id)}
                  disabled={!employees.includes(user.id) && employees.length >= MOST_EMPLOYEES}
                  onChange={(on) =>
                    setEmployees(on ? [...employees, user.id] : employees.filter((each) => each !== user.id))
                  }
                />
              ))}
            </div>
            <p className="text-soft text-sm">{t('Nobody named: the owner of the lead.')}</p>
          </fieldset>
        </Form>
        {invited !== undefined && <Outcome invited={invited} />}
      </Card>
    </div>
  );
}

function Outcome({ invited }: { invited: Invited }) {
  const t = useT();
  const isDone = (outcome: string): boolean => outcome === 'enrolled';
  const done = invited.results.filter(({ outcome }) => isDone(outcome)).length;
  const others = invited.results.filter(
    ({ outcome, warnings }) => !isDone(outcome) || (warnings ?? []).length > 0,
  );
  return (
    <div className="mt-4 grid gap-2">
      <Notice tone={done > 0 ? 'good' : 'warn'} role="status">
        {t('{count, plural, one {# client is invited.} other {# clients are invited.}}', { count: done })}
      </Notice>
      <ul className="grid gap-1">
        {others.map(({ leadId, outcome, warnings = [], why }) => (
          <li key={leadId}>
            <LeadLink id={leadId} /> {!isDone(outcome) && <Badge tone="warn">{t('Not invited')}</Badge>}
            <span className="text-soft ml-2 text-sm">
              {[why, ...warnings.map(({ words }) => words)].filter(Boolean).join(' ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function FromFilter({ onAdd }: { onAdd: (leads: readonly string[]) => void }) {
  const t = useT();
  const filters = useEvery('GET /v1/filters', { query: { over: 'leads', limit: 100 } }).items;
  const [filter, setFilter] = useState('');
  const { items, hasMore, more, isLoading, isLoadingMore } = useList(
    'GET /v1/leads',
    { query: { filter, limit: 100 } },
    { enabled: filter !== '' },
  );
  return (
    <div className="grid gap-2">
      <Select
        label={t('Or those that a filter matches')}
        value={filter}
        onChange={setFilter}
        empty={t('Choose a filter')}
        options={filters.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {filter !== '' && (
        <div className="flex flex-wrap gap-2">
          <Button small busy={isLoading} onClick={() => onAdd(items.map(({ id }) => id))}>
            {t('{count, plural, one {Add # client} other {Add # clients}}', { count: items.length })}
          </Button>
          {hasMore && (
            <Button small busy={isLoadingMore} onClick={more}>
              {t('Look for more')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
