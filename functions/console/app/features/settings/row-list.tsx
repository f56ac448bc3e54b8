import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';

/** Things one under the other, each of which can be taken away, and another one added. */
export function RowList<Item>({
  items,
  onChange,
  add,
  fresh,
  nameOf,
  children,
}: {
  items: readonly Item[];
  onChange: (items: Item[]) => void;
  /** The words on the button that adds one. */
  add: string;
  fresh: () => Item;
  /** What one is called, for its button. */
  nameOf: (item: Item, index: number) => string;
  children: (item: Item, change: (item: Item) => void, index: number) => ReactNode;
}) {
  const t = useT();
  return (
    <div className="grid justify-items-start gap-2">
      {items.map((item, index) => (
        <div key={index} className="flex max-w-full flex-wrap items-end gap-2">
          {children(item, (next) => onChange(items.with(index, next)), index)}
          <Button
            look="bare"
            aria-label={t('Remove {name}', { name: nameOf(item, index) })}
            onClick={() => onChange(items.toSpliced(index, 1))}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
      <Button small onClick={() => onChange([...items, fresh()])}>
        <Plus size={14} aria-hidden />
        {add}
      </Button>
    </div>
  );
}
