import { useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Read } from '../../ui/states.tsx';
import { eventWords } from '../../why/event-words.ts';
import type { Names } from '../../why/told.ts';
import { EventIcon } from './event-icon.tsx';

/** Everything that happened to an enrolment, in order, with each decision and its reasons (F2). */
export function EnrolmentRecord({
  id,
  name,
  names,
  onClose,
}: {
  id: string;
  name: string;
  names: Names;
  onClose: () => void;
}) {
  const t = useT();
  const record = useRead('GET /v1/enrollments/{id}/record', { params: { id } });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={name}
      about={t('Everything that happened, in order, with the reasons.')}
    >
      <Read of={record}>
        {({ items }) => (
          // What scrolls is reached by the keyboard.
          <ol tabIndex={0} className="grid gap-3 outline-offset-4">
            {items.map(({ at, type, event, reply }, index) => {
              const words = eventWords(t, event, names);
              return (
                <li key={index} className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
                  <time dateTime={at} className="text-soft text-sm tabular-nums">
                    {when(at)}
                  </time>
                  <div className="flex min-w-0 gap-2">
                    <EventIcon type={type} />
                    <div className="min-w-0 [overflow-wrap:anywhere]">
                      <p>{words.what}</p>
                      {words.why.length > 0 && <p className="text-soft text-sm">{words.why.join(' · ')}</p>}
                      {(reply?.excerpt ?? words.quote) !== undefined && (
                        <p className="border-line mt-1 border-l-2 pl-2 text-sm">
                          {reply?.excerpt ?? words.quote}
                        </p>
                      )}
                    </div>
                  </div>
                </li>
              );
            })}
          </ol>
        )}
      </Read>
    </Dialog>
  );
}
