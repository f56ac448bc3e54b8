import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.ts';
import { listing } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { leadPath, unknownPath } from '../../shell/paths.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Draft, Task } from './task-types.ts';

/** What keeps a message from being sent, and what to know before it is. */
export function DraftNotices({
  draft,
  left,
  task,
  unknown,
}: {
  draft: Draft;
  /** Variables without a value that the text still names. */
  left: readonly string[];
  task: Task;
  /** The answer where nobody knows whether it was sent. */
  unknown: Answer<'POST /v1/tasks/{id}/send'> | undefined;
}) {
  const t = useT();
  return (
    <div className="grid gap-2 empty:hidden">
      {unknown !== undefined && (
        <Notice tone="warn" role="alert">
          <p>
            {t('Nobody knows whether it went out, so it is not sent again automatically.')} {unknown.why}
          </p>
          <Link to={unknownPath}>{t('Decide it under “Unknown outcomes”')}</Link>
        </Notice>
      )}
      {draft.problem !== undefined && <Notice tone="bad">{draft.problem}</Notice>}
      {draft.obstacle !== undefined && <Notice tone="bad">{draft.obstacle}</Notice>}
      {left.length > 0 && (
        <Notice tone="warn">
          <p>
            {t(
              'Nothing is known for {names}: write what stands in square brackets yourself, or fill it in at the lead.',
              {
                names: listing(left),
              },
            )}
          </p>
          <Link to={leadPath(task.leadId)}>{t('Open the lead')}</Link>
        </Notice>
      )}
      {draft.warnings.map(({ words }) => (
        <Notice key={words} tone="warn">
          {words}
        </Notice>
      ))}
    </div>
  );
}
