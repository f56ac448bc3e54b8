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
import { CSS } from '@dnd-kit/utilities';
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
  compact = false,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** What stands in the head of an item. */
  titleOf: (item: Item, index: number) => string;
  children: (item: Item, index: number, change: (changes: Partial<Item>) => void) => ReactNode;
  /** Without a heading of its own: its one field says what it is. */
  compact?: boolean;
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
              compact={compact}
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
  compact,
  onUp,
  onDown,
  onRemove,
  children,
}: {
  id: string;
  title: string;
  compact: boolean;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id });
  const moved = CSS.Translate.toString(transform && { ...transform, x: 0 });
  const handle = (
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
  );
  const tools = (
    <span className="flex">
      <Tool label={t('Move up')} of={title} onClick={onUp} icon={<ArrowUp size={15} aria-hidden />} />
      <Tool label={t('Move down')} of={title} onClick={onDown} icon={<ArrowDown size={15} aria-hidden />} />
      <Tool label={t('Remove')} of={title} onClick={onRemove} icon={<Trash2 size={15} aria-hidden />} />
    </span>
  );
  const frame = {
    ref: setNodeRef,
    style: { transform: moved, transition, ...(isDragging && { zIndex: 10, position: 'relative' as const }) },
  };
  if (compact)
    return (
      <li {...frame} className="bg-paper grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-1">
        <span className="pt-7">{handle}</span>
        <div className="grid gap-1">{children}</div>
        <span className="pt-6">{tools}</span>
      </li>
    );
  return (
    <li {...frame} className="border-line bg-paper min-w-0 rounded-lg border">
      <div className="border-line bg-raised/60 flex min-h-10 items-center gap-1 rounded-t-lg border-b px-2">
        {handle}
        <h3 className="min-w-0 flex-1 px-1 font-medium [overflow-wrap:anywhere]">{title}</h3>
        {tools}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3">{children}</div>
    </li>
  );
}

const Tool = ({
  label,
  of,
  onClick,
  icon,
}: {
  label: string;
  of: string;
  onClick: (() => void) | undefined;
  icon: ReactNode;
}) => (
  <Button
    look="bare"
    small
    aria-label={`${label}: ${of}`}
    title={label}
    disabled={onClick === undefined}
    onClick={onClick}
  >
    {icon}
  </Button>
);
