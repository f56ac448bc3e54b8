import type { Answer } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { useNames } from '../../why/use-names.ts';
import { states, untilWords, whyWords, type State } from './person-state.ts';

type Counted = Answer<'GET /v1/sequences/{id}/people'>;
type Shown = {
  state?: string | undefined;
  reason?: string | undefined;
  user?: string | undefined;
  until?: string | undefined;
};
/** Groups that are listed; the rest is found by the filters below. */
const MOST = 12;

/** Those who are done with it are told after those who are under way. */
const isOver = ({ status }: { status: State }): boolean => status === 'stopped' || status === 'finished';

/** How many people stand alike, in a sentence each; pressed, it lists them. */
export function PeopleGroups({
  counted: { groups, complete, inOtherGroups },
  shown,
  onShow,
}: {
  counted: Counted;
  shown: Shown;
  onShow: (group: { state?: string; reason?: string; user?: string; until?: string }) => void;
}) {
  const t = useT();
  const names = useNames();
  if (groups.length === 0) return <p className="text-soft">{t('Nobody is enrolled yet')}</p>;
  const ordered = groups.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)));
  const rest = ordered.slice(MOST).reduce((sum, { count }) => sum + count, inOtherGroups);
  return (
    <div className="grid gap-2">
      <ul className="-mx-2 grid gap-x-4 lg:grid-cols-2">
        {ordered.slice(0, MOST).map((group) => {
          const { status, userId, userName, until, reason, count } = group;
          const isShown =
            shown.state === status &&
            shown.user === userId &&
            shown.until === until &&
            shown.reason === (reason ?? 'none');
          const why = whyWords(t, group, names);
          const name = userName ?? userId;
          const day = untilWords(t, group);
          return (
            <li key={[status, userId, until, reason].join(' ')}>
              <button
                type="button"
                aria-pressed={isShown}
                onClick={() =>
                  onShow(
                    isShown
                      ? {}
                      : {
                          state: status,
                          user: userId,
                          reason: reason ?? 'none',
                          ...(until !== undefined && { until }),
                        },
                  )
                }
                className={classes(
                  'hover:bg-raised/60 block w-full rounded px-2 py-1.5 text-left',
                  isShown && 'bg-tint',
                )}
              >
                {[t(states[status].count, { count, name }), day].filter(Boolean).join(' ')}
                {why !== undefined && <span className="text-soft block text-sm">{why}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <p className="text-soft text-sm">
          {t(
            '{count, plural, one {# more lead has another state} other {# more leads have other states}}: see the list below.',
            { count: rest },
          )}
        </p>
      )}
      {!complete && (
        <p className="text-soft text-sm">{t('Only the first 10,000 enrolments are counted here.')}</p>
      )}
    </div>
  );
}
