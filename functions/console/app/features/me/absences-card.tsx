import { useState } from 'react';
import { dayOf, dayText } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { useUsers } from '../users/use-users.ts';
import { AbsenceDialog } from './absence-dialog.tsx';
import { endedToday, kept, type Absence } from './absences.ts';
import { revisionOf, useOwnSettings } from './own-settings.ts';

/** Days on which the person is away, now and to come. */
export function AbsencesCard({ userId }: { userId: string }) {
  const t = useT();
  const [changed, setChanged] = useState<Absence | 'new'>();
  const [removed, setRemoved] = useState<Absence>();
  const { scope, read, act } = useOwnSettings(userId, () => {
    setChanged(undefined);
    setRemoved(undefined);
    toast(t('Saved.'));
  });
  const today = dayOf(new Date());
  const save = (absences: Absence[]): void => {
    if (read.data === undefined) return;
    act.mutate({ params: { scope }, revision: revisionOf(read.data), body: { absences } });
  };
  const open = (absence: Absence | 'new'): void => {
    act.reset();
    setChanged(absence);
  };
  const isNow = ({ from }: Absence): boolean => from <= today;
  return (
    <Card
      title={t('Absences')}
      actions={<Button onClick={() => open('new')}>{t('Enter an absence')}</Button>}
    >
      <Read of={read}>
        {({ values }) => {
          const all = values.absences ?? [];
          const ahead = all.filter(({ to }) => to >= today);
          return (
            <>
              {ahead.length === 0 ? (
                <p className="text-soft">
                  {t(
                    'None is entered. While you are away your mails wait, or a colleague takes them and your tasks over.',
                  )}
                </p>
              ) : (
                <ul className="divide-line -my-3 divide-y">
                  {ahead.map((absence) => (
                    <li key={absence.from} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
                      <Span absence={absence} isNow={isNow(absence)} />
                      <span className="flex flex-wrap gap-2">
                        <Button small onClick={() => open(absence)}>
                          {t('Change')}
                        </Button>
                        <Button small onClick={() => setRemoved(absence)}>
                          {isNow(absence) ? t('I am back') : t('Remove')}
                        </Button>
                      </span>
                    </li>
                  ))}
                </ul>
              )}
              <AbsenceDialog
                userId={userId}
                absence={changed}
                all={kept(all, today)}
                busy={act.isPending}
                error={act.error}
                onClose={() => setChanged(undefined)}
                onSave={save}
              />
              <Confirm
                open={removed !== undefined}
                onClose={() => setRemoved(undefined)}
                onConfirm={() => removed && save(endedToday(kept(all, today), removed, today))}
                title={removed && isNow(removed) ? t('Are you back?') : t('Remove this absence?')}
                action={removed && isNow(removed) ? t('I am back') : t('Remove')}
                busy={act.isPending}
                error={act.error}
              >
                {removed && isNow(removed)
                  ? t('What waits goes out again from today on, within your hours and limits.')
                  : t('Nothing waits for it any more; everything goes out as before.')}
              </Confirm>
            </>
          );
        }}
      </Read>
    </Card>
  );
}

function Span({ absence: { from, to, standIn }, isNow }: { absence: Absence; isNow: boolean }) {
  const t = useT();
  const { nameOf } = useUsers();
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {from === to
          ? dayText(from, 'dayWithYear')
          : t('{from} to {to}', { from: dayText(from, 'dayWithYear'), to: dayText(to, 'dayWithYear') })}
        {isNow && <Badge tone="warn">{t('Away now')}</Badge>}
      </p>
      <p className="text-soft text-sm">
        {standIn === null
          ? t('Everything waits for my return')
          : t('{name} stands in', { name: nameOf(standIn) })}
      </p>
    </div>
  );
}
