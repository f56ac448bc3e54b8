import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { EnrollButton } from './enroll-button.tsx';
import { OWNER, useCheck, type Plan } from './enrolling.ts';
import { ForecastCard } from './forecast-card.tsx';
import { peopleIn } from './kept-people.ts';
import { PeopleCard } from './people-card.tsx';
import { ResultsCard, type Result } from './results-card.tsx';
import { useMatching } from './use-matching.ts';
import { usePeople } from './use-people.ts';
import { useActiveSequences, useSequence } from './use-sequences.ts';
import { WarningsCard } from './warnings-card.tsx';

const route = getRouteApi('/shell/enroll');

/** Enrols people in a sequence: who, in what, in whose name; what would happen; and then what happened. */
export function EnrollPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { userId } = useMe();
  const [result, setResult] = useState<Result>();
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const matching = useMatching(search.filter);
  const chosen = useMemo(() => peopleIn(search), [search]);
  const ids = search.filter === undefined ? chosen : (matching.data?.ids ?? []);
  const people = usePeople(ids);
  const { stepName } = useSequence(search.sequence ?? '');
  const sender = search.user ?? userId;
  const plan = usePlan(search.sequence, sender, ids, people);
  const check = useCheck(plan);
  const nameOf = (id: string): string => people[id]?.name ?? id;
  if (result !== undefined)
    return (
      <Page title={t('Enrol')} above={<Link to="/leads">{t('Leads')}</Link>}>
        <ResultsCard result={result} nameOf={nameOf} stepName={stepName} />
      </Page>
    );
  return (
    <Page
      title={t('Enrol')}
      above={<Link to="/leads">{t('Leads')}</Link>}
      about={t(
        'Choose who gets which sequence. You see what would go out, to whom and when, before anything happens.',
      )}
    >
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <PeopleCard search={search} ids={ids} nameOf={nameOf} matching={matching} onChange={change} />
        <What sequence={search.sequence} sender={sender} onChange={change} />
      </div>
      {plan === undefined ? (
        <Empty title={t('Nothing to show yet')}>
          <p>
            {ids.length === 0
              ? t('Choose the people first, then the sequence.')
              : t('Choose the sequence that they are to get.')}
          </p>
        </Empty>
      ) : (
        <>
          <WarningsCard check={check} nameOf={nameOf} stepName={stepName} />
          <ForecastCard plan={plan} nameOf={nameOf} />
          {search.filter !== undefined && matching.data?.isAll === false && (
            <Notice tone="warn">
              {t(
                'More than {count} people match the filter: what you see here is about the first of them; everybody who matches is enrolled.',
                { count: ids.length },
              )}
            </Notice>
          )}
          <EnrollButton plan={plan} filter={search.filter} sender={sender} check={check} onDone={setResult} />
        </>
      )}
    </Page>
  );
}

/** The plan, once everything for it is known; the same object while nothing changes. */
function usePlan(
  sequenceId: string | undefined,
  sender: string,
  ids: readonly string[],
  people: ReturnType<typeof usePeople>,
): Plan | undefined {
  const isOwner = sender === OWNER;
  const isReady = sequenceId !== undefined && ids.length > 0 && (!isOwner || ids.every((id) => people[id]));
  const key = isReady
    ? JSON.stringify(ids.map((id) => [isOwner ? people[id]?.ownerId || undefined : sender, id]))
    : undefined;
  return useMemo(() => {
    if (sequenceId === undefined || key === undefined) return undefined;
    const pairs = JSON.parse(key) as [string | null, string][];
    const byUser = Map.groupBy(pairs, ([user]) => user ?? '');
    return {
      sequenceId,
      // One request an owner, by the ids of owners, as the engine enrols in the name of owners.
      senders: [...byUser]
        .filter(([user]) => user !== '')
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([user, of]) => ({ userId: user, ids: of.map(([, id]) => id) })),
    };
  }, [sequenceId, key]);
}

/** Which sequence, and in whose name. */
function What({
  sequence,
  sender,
  onChange,
}: {
  sequence: string | undefined;
  sender: string;
  onChange: (change: { sequence?: string | undefined; user?: string | undefined }) => void;
}) {
  const t = useT();
  const sequences = useActiveSequences();
  const { users } = useUsers();
  return (
    <Card title={t('What they get')}>
      <div className="grid gap-4">
        <Select
          label={t('Sequence')}
          value={sequence ?? ''}
          empty={t('Choose a sequence')}
          onChange={(id) => onChange({ sequence: id || undefined })}
          options={sequences.items.map(({ id, name }) => ({ value: id, label: name }))}
          {...(!sequences.isLoading &&
            sequences.items.length === 0 && { hint: t('No sequence is published yet.') })}
        />
        <Select
          label={t('In the name of')}
          hint={t('Who the messages come from, and whose tasks they are.')}
          value={sender}
          onChange={(user) => onChange({ user })}
          options={[
            { value: OWNER, label: t('The owner of each lead') },
            ...users.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
    </Card>
  );
}
