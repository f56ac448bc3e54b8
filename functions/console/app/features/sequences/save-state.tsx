import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useUsers } from '../users/use-users.ts';
import type { DraftEditing } from './use-draft.ts';

/** Whether what was typed is saved, in a word. */
export function SaveStateLine({ editing: { state } }: { editing: DraftEditing }) {
  const t = useT();
  const isWaiting = state === 'unsaved' || state === 'saving';
  const words = {
    saved: t('Saved as a draft'),
    unsaved: t('Saving …'),
    saving: t('Saving …'),
    refused: t('Not saved: see what to fix'),
    unreachable: t('Not saved: the server cannot be reached. It is tried again.'),
    conflict: t('Not saved: somebody else changed it'),
  }[state];
  const Icon = state === 'saved' ? Check : isWaiting ? LoaderCircle : CircleAlert;
  return (
    <span
      role="status"
      className={isWaiting || state === 'saved' ? 'text-sm' : 'text-bad text-sm font-medium'}
    >
      <Icon size={14} aria-hidden className="mr-1 inline align-[-2px]" />
      {words}
    </span>
  );
}

/** Somebody else stored something else: who, when, and which of the two it shall be. */
export function ConflictNotice({ editing }: { editing: DraftEditing }) {
  const t = useT();
  const { nameOf } = useUsers();
  const { state, theirs, takeTheirs, keepMine } = editing;
  if (state !== 'conflict' || theirs === undefined) return null;
  const { changedBy, changedAt } = theirs;
  const words =
    changedBy === undefined || changedAt === undefined
      ? t('Somebody else has changed this sequence in the meantime.')
      : t('{name} changed this sequence meanwhile ({moment}).', {
          name: nameOf(changedBy),
          moment: when(changedAt),
        });
  return (
    <Notice tone="warn" role="alert">
      <p className="font-medium">{words}</p>
      <p>{t('Your own changes are still here and not saved. Which of the two shall it be?')}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button small onClick={takeTheirs}>
          {t('Take theirs, drop mine')}
        </Button>
        <Button small onClick={keepMine}>
          {t('Keep mine, drop theirs')}
        </Button>
      </div>
    </Notice>
  );
}
