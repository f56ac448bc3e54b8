import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { TwoPanes } from '../../ui/two-panes.tsx';
import { FirstSteps } from '../first-steps/first-steps.tsx';
import { NewTaskDialog } from './new-task-dialog.tsx';
import { TaskFilters } from './task-filters.tsx';
import { TaskList } from './task-list.tsx';
import { TaskPanel } from './task-panel.tsx';
import { TodayNumbers } from './today-numbers.tsx';
import { useTaskKeys } from './use-task-keys.ts';
import { useTasks } from './use-tasks.ts';

const route = getRouteApi('/shell/today');
const isWide = (): boolean => matchMedia('(min-width: 64rem)').matches;

/** The person's tasks, late ones first, and the one in hand. */
export function TodayPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tasks = useTasks(search);
  const [isNewOpen, setNewOpen] = useState(false);
  // A task that somebody went to takes the focus; one that is only there from the start does not.
  const wantsFocus = useRef(false);
  const { order } = tasks;
  const current = search.task;

  const select = (task: string | undefined): void => {
    wantsFocus.current = task !== undefined;
    void navigate({ search: (before) => ({ ...before, task }) });
  };
  const first = tasks.isLoading ? undefined : order[0]?.id;
  useEffect(() => {
    if (current !== undefined || first === undefined || !isWide()) return;
    void navigate({ search: (before) => ({ ...before, task: first }), replace: true });
  }, [current, first, navigate]);

  const beside = (id: string | undefined, by: 1 | -1): string | undefined => {
    const index = order.findIndex((task) => task.id === id);
    return index === -1 ? first : order[index + by]?.id;
  };
  const step = (by: 1 | -1): void => {
    const id = beside(current, by);
    if (id !== undefined) select(id);
  };
  /** Goes on with the task after one that is over. */
  const goOn = (id: string): void => {
    const at = order.findIndex((task) => task.id === id);
    const left = order.filter((task) => task.id !== id);
    select(left[Math.min(Math.max(at, 0), left.length - 1)]?.id);
  };
  useTaskKeys({ j: () => step(1), k: () => step(-1) });

  return (
    <Page
      title={t('Today')}
      actions={
        <Button onClick={() => setNewOpen(true)}>
          <Plus size={16} aria-hidden />
          {t('New task')}
        </Button>
      }
    >
      <div className={current === undefined ? '' : 'hidden lg:block'}>
        <div className="grid gap-5">
          <FirstSteps />
          <TodayNumbers />
        </div>
      </div>
      <TwoPanes
        isDetailOpen={current !== undefined}
        list={
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-0.5">
            <TaskFilters />
            <TaskList tasks={tasks} current={current} onSelect={select} />
          </div>
        }
        detail={
          current === undefined ? (
            <Empty title={t('No task in hand')}>
              <p>{t('Choose one in the list, or press j.')}</p>
            </Empty>
          ) : (
            <TaskPanel
              key={current}
              id={current}
              listed={order.find(({ id }) => id === current)}
              wantsFocus={wantsFocus}
              onSelect={select}
              onOver={goOn}
            />
          )
        }
      />
      <NewTaskDialog open={isNewOpen} onClose={() => setNewOpen(false)} onMade={select} />
    </Page>
  );
}
