import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';

/** Today's tasks of the person. */
export function TodayPage() {
  const t = useT();
  const tasks = useList('GET /v1/tasks', { query: { status: 'open' } });
  return (
    <Page title={t('Today')}>
      {tasks.items.length === 0 && <Empty title={t('No task is open')} />}
      <ul>
        {tasks.items.map((task) => (
          <li key={task.id}>{task.name}</li>
        ))}
      </ul>
    </Page>
  );
}
