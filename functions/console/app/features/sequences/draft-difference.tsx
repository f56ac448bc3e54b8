import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { when } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Badge, Notice, type Tone } from '../../ui/notice.tsx';
import { LeadById } from './lead-link.tsx';
import type { Difference, Step } from './types.ts';

type Totals = NonNullable<Difference['totals']>;
type StepChange = Totals['steps'][number];
type Change = StepChange['changes'][number];
type Group = Totals['groups'][number];
type Concerned = Difference['items'][number];

const changes: Record<Change, { label: Message; tone: Tone }> = {
  added: { label: msg('new'), tone: 'good' },
  removed: { label: msg('removed'), tone: 'bad' },
  changed: { label: msg('changed'), tone: 'accent' },
  moved: { label: msg('moved'), tone: 'accent' },
  renamed: { label: msg('renamed'), tone: 'plain' },
};
const fields: Record<string, Message> = {
  type: msg('what happens'),
  wait: msg('wait'),
  at: msg('time of day'),
  weekdays: msg('days'),
  templateId: msg('text'),
  inThreadOf: msg('thread'),
  name: msg('name'),
};
const options: Record<Totals['options'][number], Message> = {
  unsubscribeLink: msg('link to unsubscribe'),
  stopOnReply: msg('stop when the lead replies'),
  stopOnConversion: msg('stop when the lead is converted'),
};
const follows: Record<Group['follows'], Message> = {
  takes: msg('take the new version'),
  keeps: msg('keep a former version'),
  pinned: msg('are pinned to their version'),
};

const namesOf = (ids: readonly string[], steps: readonly { id: string; name: string }[]): string =>
  ids.map((id) => steps.find((step) => step.id === id)?.name ?? id).join(' → ');

/** What is different from the present version, and for how many leads under way something changes. */
export function DraftDifference({ totals, steps }: { totals: Totals; steps: readonly Step[] }) {
  const t = useT();
  const { underWay, affected, ending, pinned, complete, groups } = totals;
  const known = [...steps, ...totals.steps.map(({ step, name }) => ({ id: step, name }))];
  const none = totals.steps.length === 0 && totals.options.length === 0;
  return (
    <>
      <section className="grid gap-2">
        <h3 className="font-medium">{t('What is different')}</h3>
        {none && <p className="text-soft">{t('Nothing: the draft is as the present version.')}</p>}
        <ul className="grid gap-1">
          {totals.steps.map(({ step, name, changes: made, fields: changed }) => (
            <li key={step} className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{name || step}</span>
              {made.map((each) => (
                <Badge key={each} tone={changes[each].tone}>
                  {t(changes[each].label)}
                </Badge>
              ))}
              {changed.length > 0 && !made.includes('added') && (
                <span className="text-soft text-sm">
                  {changed.map((field) => (fields[field] ? t(fields[field]) : field)).join(', ')}
                </span>
              )}
            </li>
          ))}
          {totals.options.map((option) => (
            <li key={option} className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{t('For all steps')}</span>
              <span className="text-soft text-sm">{t(options[option])}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-2">
        <h3 className="font-medium">{t('Leads under way')}</h3>
        <p>
          {underWay === 0
            ? t('Nobody is under way.')
            : t('{affected} of {underWay} leads under way get something else than before.', {
                affected,
                underWay,
              })}
          {!complete && ` ${t('Only the first 10,000 are counted.')}`}
        </p>
        {ending > 0 && (
          <Notice tone="warn">
            {t(
              'For {count, plural, one {# lead} other {# leads}} the sequence ends after the present step.',
              {
                count: ending,
              },
            )}
          </Notice>
        )}
        {pinned > 0 && (
          <p className="text-soft text-sm">
            {t(
              '{count, plural, one {# lead is pinned and keeps its version.} other {# leads are pinned and keep their version.}}',
              {
                count: pinned,
              },
            )}
          </p>
        )}
        <ul className="grid gap-2">
          {groups
            .filter(({ effect }) => effect !== 'none')
            .map((group) => (
              <li
                key={`${group.step} ${String(group.version)} ${group.follows}`}
                className="border-line rounded-md border px-3 py-2"
              >
                <p className="font-medium">
                  {t('{count, plural, one {# lead at “{step}”} other {# leads at “{step}”}}: {follows}', {
                    count: group.leads,
                    step: namesOf([group.step], known),
                    follows: t(follows[group.follows]),
                  })}
                </p>
                <p className="text-soft text-sm">
                  {t('Before: {steps}', { steps: namesOf(group.before, known) || t('nothing more') })}
                </p>
                <p className="text-sm">
                  {t('Afterwards: {steps}', { steps: namesOf(group.after, known) || t('nothing more') })}
                </p>
              </li>
            ))}
        </ul>
      </section>
    </>
  );
}

/** Each lead under way, and what comes next for it before and after. */
export function LeadsConcerned({
  items,
  steps,
  more,
  isLoadingMore,
}: {
  items: readonly Concerned[];
  steps: readonly Step[];
  more: (() => void) | undefined;
  isLoadingMore: boolean;
}) {
  const t = useT();
  const next = ({ steps: ids, due }: Concerned['before']) => (
    <>
      {namesOf(ids, steps) || t('nothing more')}
      {due !== undefined && <span className="text-soft block">{when(due)}</span>}
    </>
  );
  return (
    <details>
      <summary className="text-accent cursor-pointer">{t('Lead by lead')}</summary>
      <div
        className="border-line mt-2 overflow-x-auto rounded-md border"
        tabIndex={0}
        role="region"
        aria-label={t('Lead by lead')}
      >
        <table className="w-full text-left text-sm">
          <thead className="text-soft">
            <tr className="[&>th]:px-3 [&>th]:py-1.5 [&>th]:font-medium">
              <th scope="col">{t('Lead')}</th>
              <th scope="col">{t('Now at')}</th>
              <th scope="col">{t('Next until now')}</th>
              <th scope="col">{t('Next afterwards')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.enrollmentId} className="border-line border-t [&>td]:px-3 [&>td]:py-1.5">
                <td>
                  <LeadById id={item.leadId} />
                </td>
                <td>{namesOf([item.step], steps)}</td>
                <td>{next(item.before)}</td>
                <td className={item.effect === 'none' ? 'text-soft' : 'font-medium'}>{next(item.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && (
        <Button small className="mt-2" busy={isLoadingMore} onClick={more}>
          {t('Show more')}
        </Button>
      )}
    </details>
  );
}
