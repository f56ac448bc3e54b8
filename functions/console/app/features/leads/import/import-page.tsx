import { getRouteApi, Link } from '@tanstack/react-router';
import { useT } from '../../../i18n/i18n.ts';
import { Page } from '../../../ui/page.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ImportProgress } from './import-progress.tsx';

const route = getRouteApi('/shell/leads/import');

/** Leads from a file: choose it, say what its columns are, look at it, import it, and see what came of it. */
export function ImportPage() {
  const t = useT();
  const { job } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title={t('Import leads')}
      above={<Link to="/leads">{t('Leads')}</Link>}
      about={t(
        'A file from a spreadsheet or another program, as CSV. People who are there already are updated; empty cells change nothing.',
      )}
    >
      {job === undefined ? (
        <ChooseFile onStarted={(id) => void navigate({ search: { job: id } })} />
      ) : (
        <ImportProgress id={job} onAnother={() => void navigate({ search: {} })} />
      )}
    </Page>
  );
}
