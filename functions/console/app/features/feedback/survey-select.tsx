import { Link } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { Select } from '../../ui/inputs.tsx';
import { useEvery } from '../editor/use-every.ts';

/** One of the surveys that are published. */
export function SurveySelect({
  path,
  value,
  onChange,
}: {
  path: string;
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useT();
  const { items, isLoading } = useEvery('GET /v1/surveys', { query: { limit: 100 } });
  const published = items.filter(({ currentVersion }) => currentVersion > 0);
  return (
    <Select
      label={t('Survey')}
      path={path}
      value={value}
      onChange={onChange}
      empty={t('Choose a survey')}
      options={published.map(({ id, name }) => ({ value: id, label: name }))}
      hint={
        !isLoading && published.length === 0 ? (
          <Link to="/surveys">{t('No survey is published yet: publish one first.')}</Link>
        ) : undefined
      }
    />
  );
}
