import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type CollisionDetection,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useRef, useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { StepEditor } from './step-editor.tsx';
import { stepKinds } from './step-kinds.ts';
import type { StepProblem } from './step-problems.ts';
import { StepHead, type Move } from './step-head.tsx';
import type { Step, StepPreview } from './types.ts';

/** The place whose upper or lower edge is nearest: steps that are open are high, so that centres say little. */
const closestEdge: CollisionDetection = ({ collisionRect, droppableRects, droppableContainers }) =>
  droppableContainers
    .flatMap((droppableContainer) => {
      const rect = droppableRects.get(droppableContainer.id);
      if (rect === undefined) return [];
      const { top, bottom } = collisionRect;
      const value = Math.min(Math.abs(rect.top - top), Math.abs(rect.bottom - bottom));
      return [{ id: droppableContainer.id, data: { droppableContainer, value } }];
    })
    .sort((a, b) => a.data.value - b.data.value);

type Props = {
  /** What the sequence is called. */
  name: string;
  steps: readonly Step[];
  problems: readonly (readonly StepProblem[])[];
  previews: readonly StepPreview[];
  /** The id of the step that is open. */
  open: string | undefined;
  /** The id of the step that was added last: its name is typed first. */
  justAdded: string | undefined;
  onOpen: (id: string | undefined) => void;
  onChange: (step: Step) => void;
  onRemove: (step: Step, index: number) => void;
  onOrder: (steps: Step[]) => void;
};

/** Steps as a list to put in order: by mouse, by keyboard, or by their buttons up and down. */
export function SortableSteps(props: Props) {
  const { steps, onOrder } = props;
  const t = useT();
  const [moved, setMoved] = useState('');
  /** Over its own place it is as soon as it is picked up: that is no news. */
  const isMoving = useRef(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = steps.map(({ id }) => id);
  const nameOf = (id: UniqueIdentifier): string => {
    const step = steps.find((each) => each.id === id);
    return step === undefined ? '' : step.name || t(stepKinds[step.type].label);
  };
  const placeOf = (id: UniqueIdentifier): number => ids.indexOf(String(id)) + 1;
  const total = steps.length;
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      isMoving.current = false;
      return t('“{name}” is picked up: step {place} of {total}.', {
        name: nameOf(active.id),
        place: placeOf(active.id),
        total,
      });
    },
    onDragOver: ({ active, over }) => {
      if (over === null || (over.id === active.id && !isMoving.current)) return undefined;
      isMoving.current = true;
      return t('“{name}” is now step {place} of {total}.', {
        name: nameOf(active.id),
        place: placeOf(over.id),
        total,
      });
    },
    onDragEnd: ({ active, over }) =>
      t('“{name}” is put down: step {place} of {total}.', {
        name: nameOf(active.id),
        place: placeOf(over?.id ?? active.id),
        total,
      }),
    onDragCancel: ({ active }) => t('“{name}” is back where it was.', { name: nameOf(active.id) }),
  };
  const order = (from: number, to: number): void => {
    if (from === to || to < 0 || to >= total) return;
    onOrder(arrayMove([...steps], from, to));
  };
  const move = (from: number, to: number): void => {
    order(from, to);
    const step = steps[from];
    if (step)
      setMoved(
        t('“{name}” is now step {place} of {total}.', { name: nameOf(step.id), place: to + 1, total }),
      );
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestEdge}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable: t(
            'Press space to pick the step up, the arrow keys to move it, space again to put it down, Escape to leave it where it was.',
          ),
        },
      }}
      onDragEnd={({ active, over }) =>
        over && order(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))
      }
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className="grid min-w-0 gap-2" aria-label={t('Steps')}>
          {steps.map((step, index) => (
            <SortableStep key={step.id} {...props} step={step} index={index} onMove={move} />
          ))}
        </ol>
      </SortableContext>
      <p role="status" className="sr-only">
        {moved}
      </p>
    </DndContext>
  );
}

function SortableStep({
  step,
  index,
  steps,
  problems: all,
  previews,
  open,
  justAdded,
  name,
  onMove,
  ...act
}: Props & { step: Step; index: number; onMove: Move }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: step.id });
  const isOpen = open === step.id;
  const problems = all[index] ?? [];
  const preview = previews.find((each) => each.step === step.id);
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={classes(
        'bg-paper border-line min-w-0 rounded-lg border',
        isDragging && 'relative z-10 shadow-lg',
      )}
    >
      <StepHead
        step={step}
        index={index}
        last={index === steps.length - 1}
        isOpen={isOpen}
        problems={problems.length}
        preview={preview}
        handle={{ ref: setActivatorNodeRef, ...attributes, ...listeners }}
        onMove={onMove}
        onToggle={() => act.onOpen(isOpen ? undefined : step.id)}
        onRemove={() => act.onRemove(step, index)}
      />
      {isOpen ? (
        <StepEditor
          sequenceName={name}
          step={step}
          index={index}
          steps={steps}
          problems={problems}
          preview={preview}
          isNew={justAdded === step.id}
          onChange={act.onChange}
        />
      ) : (
        problems.length > 0 && (
          <ul className="text-warn grid gap-0.5 px-4 pb-3 text-sm sm:pl-14">
            {problems.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{message}</li>
            ))}
          </ul>
        )
      )}
    </li>
  );
}
