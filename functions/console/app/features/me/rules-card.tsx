import type { ReactNode } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { i18n, useT } from '../../i18n/i18n.ts';
import { Card } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { capText, countryName, daysText, delayText, hoursText } from './rule-words.ts';
import { SourceText, type Source } from './source-text.tsx';

type Settings = Answer<'GET /v1/users/{id}/settings'>;

/** The rules by which the person's mails go out and tasks appear, and who decided each. */
export function RulesCard({ userId, zone }: { userId: string; zone: string }) {
  const t = useT();
  const settings = useRead('GET /v1/users/{id}/settings', { params: { id: userId } });
  return (
    <Card title={t('What applies to me')}>
      <Read of={settings}>{(read) => <Rules settings={read} zone={zone} />}</Read>
    </Card>
  );
}

function Rules({ settings, zone }: { settings: Settings; zone: string }) {
  const t = useT();
  const { workingDays, workingHours, windowZone, holidays, maxMailsPerDay, maxSmsPerDay, maxTasksPerDay } =
    settings;
  const { country, extra } = holidays.value;
  const isOwnZone = windowZone.value === 'sender';
  return (
    <dl className="divide-line -my-2.5 divide-y">
      <Rule label={t('Working days')} source={workingDays.source}>
        {daysText(workingDays.value, t)}
      </Rule>
      <Rule label={t('Working hours')} source={workingHours.source}>
        {hoursText(workingHours.value)}
      </Rule>
      <Rule label={t('On whose clock')} source={windowZone.source}>
        {isOwnZone ? t('Mine: {zone}', { zone }) : t('That of each lead')}
      </Rule>
      <Rule label={t('Public holidays')} source={holidays.source}>
        {country === null ? t('None') : countryName(country, i18n.locale)}
        {extra.length > 0 &&
          ` · ${t('{count, plural, one {# further day off} other {# further days off}}', { count: extra.length })}`}
      </Rule>
      <Rule label={t('Mails a day')} source={maxMailsPerDay.source}>
        {capText(maxMailsPerDay.value, t)}
      </Rule>
      <Rule label={t('Between two automated mails')} source={settings.mailDelay.source}>
        {delayText(settings.mailDelay.value, t)}
      </Rule>
      <Rule label={t('SMS a day')} source={maxSmsPerDay.source}>
        {capText(maxSmsPerDay.value, t)}
      </Rule>
      <Rule label={t('New tasks a day')} source={maxTasksPerDay.source}>
        {capText(maxTasksPerDay.value, t)}
      </Rule>
    </dl>
  );
}

function Rule({ label, source, children }: { label: string; source: Source; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-soft">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">
        {children}
        <span className="text-soft block text-sm">
          <SourceText source={source} />
        </span>
      </dd>
    </div>
  );
}
