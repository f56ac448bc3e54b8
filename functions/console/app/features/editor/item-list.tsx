import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT, type Say } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';

type Keyed = { key: string };

/** What is said of a move by mouse or keyboard to who cannot see it. */
const spoken = (t: Say, positionOf: (id: unknown) => number) => ({
  screenReaderInstructions: {
    draggable: t('Press space to take it, the arrow keys to move it, space to drop it, Escape to leave it.'),
  },
  announcements: {
    onDragStart: ({ active }: { active: { id: unknown } }) =>
      t('Taken from position {position}.', { position: positionOf(active.id) }),
    onDragOver: ({ over }: { over: { id: unknown } | null }) =>
      over === null ? undefined : t('At position {position}.', { position: positionOf(over.id) }),
    onDragEnd: ({ over }: { over: { id: unknown } | null }) =>
      over === null ? undefined : t('Dropped at position {position}.', { position: positionOf(over.id) }),
    onDragCancel: () => t('Left where it was.'),
  },
});

/** Things in an order, each with its fields: moved by mouse, by keyboard or by buttons, and taken out. */
export function ItemList<Item extends Keyed>({
  items,
  onChange,
  titleOf,
  children,
  readOnly = false,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** What stands in the head of an item. */
  titleOf: (item: Item, index: number) => string;
  children: (item: Item, index: number, change: (changes: Partial<Item>) => void) => ReactNode;
  readOnly?: boolean;
}) {
  const t = useT();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const indexOf = (id: unknown): number => items.findIndex(({ key }) => key === id);
  const move = (from: number, to: number): void => onChange(arrayMove([...items], from, to));
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over !== null && over.id !== active.id) move(indexOf(active.id), indexOf(over.id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={spoken(t, (id) => indexOf(id) + 1)}
    >
      <SortableContext items={items.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
        <ol className="grid gap-3">
          {items.map((item, index) => (
            <ItemFrame
              key={item.key}
              id={item.key}
              title={titleOf(item, index)}
              readOnly={readOnly}
              {...(index > 0 && { onUp: () => move(index, index - 1) })}
              {...(index < items.length - 1 && { onDown: () => move(index, index + 1) })}
              onRemove={() => onChange(items.filter(({ key }) => key !== item.key))}
            >
              {children(item, index, (changes) =>
                onChange(items.map((each) => (each.key === item.key ? { ...each, ...changes } : each))),
              )}
            </ItemFrame>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

function ItemFrame({
  id,
  title,
  readOnly,
  onUp,
  onDown,
  onRemove,
  children,
}: {
  id: string;
  title: string;
  readOnly: boolean;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id, disabled: readOnly });
  const moved = transform === null ? undefined : `translate(0, ${String(transform.y)}px)`;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: moved, transition, ...(isDragging && { zIndex: 10, position: 'relative' }) }}
      className="border-line bg-paper min-w-0 rounded-lg border"
    >
      <div className="border-line bg-raised/60 flex min-h-10 flex-wrap items-center gap-1 rounded-t-lg border-b px-2">
        {!readOnly && (
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...attributes}
            {...listeners}
            aria-label={t('Move “{name}”', { name: title })}
            className="text-soft cursor-grab touch-none rounded p-1"
          >
            <GripVertical size={16} aria-hidden />
          </button>
        )}
        <h3 className="min-w-0 flex-1 px-1 font-medium [overflow-wrap:anywhere]">{title}</h3>
        {!readOnly && (
          <>
            <Tool label={t('Move up')} onClick={onUp} icon={<ArrowUp size={15} aria-hidden />} />
            <Tool label={t('Move down')} onClick={onDown} icon={<ArrowDown size={15} aria-hidden />} />
            <Tool label={t('Remove')} onClick={onRemove} icon={<Trash2 size={15} aria-hidden />} />
          </>
        )}
      </div>
      <div className="grid gap-3 p-3">{children}</div>
    </li>
  );
}

const Tool = ({
  label,
  onClick,
  icon,
}: {
  label: string;
  onClick: (() => void) | undefined;
  icon: ReactNode;
}) => (
  <Button
    look="bare"
    small
    aria-label={label}
    title={label}
    disabled={onClick === undefined}
    onClick={onClick}
  >
    {icon}
  </Button>
);
