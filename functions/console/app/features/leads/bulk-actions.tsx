import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useT } from '../../i18n/i18n.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Menu } from '../../ui/menu.tsx';
import { keepKnown, keepPeople } from '../enroll/kept-people.ts';
import { UserSelect } from '../users/user-select.tsx';
import { useBulk } from './bulk.ts';
import { BulkProgress } from './bulk-progress.tsx';
import type { Lead } from './lead-badges.tsx';
import { leadName } from './lead-name.ts';

type Asking = 'unsubscribe' | 'disqualify' | 'owner';

/** What can be done with the leads that are ticked. */
export function BulkActions({
  selected,
  leads,
  onClear,
}: {
  selected: ReadonlySet<string>;
  /** The leads that are shown, for their names. */
  leads: readonly Lead[];
  onClear: () => void;
}) {
  const t = useT();
  const navigate = useNavigate();
  const bulk = useBulk();
  const [asking, setAsking] = useState<Asking>();
  const [owner, setOwner] = useState('');
  const ids = [...selected];
  const count = ids.length;
  const nameOf = (id: string): string => {
    const lead = leads.find((each) => each.id === id);
    return lead === undefined ? id : leadName(lead);
  };
  const start = (title: string, act: (id: string) => Promise<unknown>): void => {
    setAsking(undefined);
    void bulk.run(title, ids, act);
  };
  const enrol = (): void => {
    keepKnown(
      Object.fromEntries(
        leads
          .filter(({ id }) => selected.has(id))
          .map((lead) => [lead.id, { name: leadName(lead), ownerId: lead.ownerId }]),
      ),
    );
    void navigate({ to: '/enroll', search: keepPeople(ids) });
  };
  const giveTo = async (id: string): Promise<void> => {
    const { revision } = await call('GET /v1/leads/{id}', { params: { id } });
    await call('PATCH /v1/leads/{id}', { params: { id }, body: { ownerId: owner } }, { revision });
  };
  return (
    <>
      <BulkBar count={count} onClear={onClear}>
        <Button look="main" onClick={enrol}>
          {t('Enrol')}
        </Button>
        <Button onClick={() => setAsking('owner')}>{t('Change the owner')}</Button>
        <Menu
          trigger={<Button>{t('More')}</Button>}
          items={[
            { label: t('Unsubscribe'), onSelect: () => setAsking('unsubscribe'), danger: true },
            { label: t('Disqualify'), onSelect: () => setAsking('disqualify'), danger: true },
          ]}
        />
      </BulkBar>
      <Confirm
        open={asking === 'unsubscribe'}
        onClose={() => setAsking(undefined)}
        title={t('Unsubscribe {count, plural, one {# lead} other {# leads}}?', { count })}
        action={t('Unsubscribe')}
        onConfirm={() =>
          start(t('Unsubscribing'), (id) => call('POST /v1/leads/{id}/unsubscribe', { params: { id } }))
        }
      >
        {t(
          'They get nothing more of what your rules skip for people who unsubscribed, in any sequence, now and later. Only an admin can take it back, on the suppression list.',
        )}
      </Confirm>
      <Confirm
        open={asking === 'disqualify'}
        onClose={() => setAsking(undefined)}
        title={t('Disqualify {count, plural, one {# lead} other {# leads}}?', { count })}
        action={t('Disqualify')}
        onConfirm={() =>
          start(t('Disqualifying'), (id) => call('POST /v1/leads/{id}/disqualify', { params: { id } }))
        }
      >
        {t('Their sequences stop at once. A lead can be reopened later, but what was stopped stays stopped.')}
      </Confirm>
      <Confirm
        open={asking === 'owner'}
        onClose={() => setAsking(undefined)}
        title={t('Give {count, plural, one {# lead} other {# leads}} to somebody else', { count })}
        action={t('Change the owner')}
        onConfirm={() => owner !== '' && start(t('Changing the owner'), giveTo)}
      >
        <UserSelect label={t('New owner')} value={owner} onChange={setOwner} empty={t('Choose a user')} />
      </Confirm>
      <BulkProgress
        state={bulk.state}
        nameOf={nameOf}
        onClose={() => {
          bulk.close();
          onClear();
        }}
      />
    </>
  );
}
