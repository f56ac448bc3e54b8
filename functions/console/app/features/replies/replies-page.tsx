import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { TwoPanes } from '../../ui/two-panes.tsx';
import { LeadPicker } from '../leads/lead-picker.tsx';
import { UserSelect } from '../users/user-select.tsx';
import { ReplyList } from './reply-list.tsx';
import { ReplyPanel } from './reply-panel.tsx';

const route = getRouteApi('/shell/replies');
/** How often the list is read again. */
const REFRESH_MS = 60_000;

/** What leads answered, the newest first, and the one that is read. */
export function RepliesPage() {
  const t = useT();
  const { reply, owner, lead } = route.useSearch();
  const navigate = route.useNavigate();
  const isManager = useIs('manager');
  const list = useList('GET /v1/replies', { query: { owner, lead } }, { refreshMs: REFRESH_MS });
  const wantsFocus = useRef(false);
  const select = (id: string | undefined): void => {
    wantsFocus.current = id !== undefined;
    void navigate({ search: (before) => ({ ...before, reply: id }) });
  };
  const filter = (changed: { owner?: string | undefined; lead?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, reply: undefined, ...changed }), replace: true });
  const first = list.items[0]?.id;
  useEffect(() => {
    if (reply !== undefined || first === undefined || !matchMedia('(min-width: 64rem)').matches) return;
    void navigate({ search: (before) => ({ ...before, reply: first }), replace: true });
  }, [reply, first, navigate]);
  return (
    <Page title={t('Replies')} about={t('What leads answered, and what became of it.')}>
      <TwoPanes
        isDetailOpen={reply !== undefined}
        list={
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-0.5">
            {isManager && (
              <UserSelect
                label={t('Whose')}
                value={owner ?? ''}
                onChange={(id) => filter({ owner: id === '' ? undefined : id })}
                empty={t('Everybody’s')}
              />
            )}
            <LeadPicker label={t('Only of the lead')} value={lead} onChange={(id) => filter({ lead: id })} />
            <ReplyList
              list={list}
              current={reply}
              onSelect={select}
              isFiltered={owner !== undefined || lead !== undefined}
            />
          </div>
        }
        detail={
          reply === undefined ? (
            <Empty title={t('No reply is chosen')}>
              <p>{t('Choose one in the list to read it.')}</p>
            </Empty>
          ) : (
            <ReplyPanel key={reply} id={reply} wantsFocus={wantsFocus} onBack={() => select(undefined)} />
          )
        }
      />
    </Page>
  );
}
