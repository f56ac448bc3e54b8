import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';

export type MenuItem = {
  label: string;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
};

/** A button that opens a list of things to do. */
export function Menu({
  trigger,
  items,
}: {
  /** The button; it gets what it needs. */
  trigger: ReactNode;
  items: readonly (MenuItem | 'line')[];
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="bg-paper border-line z-50 min-w-44 rounded-md border p-1 shadow-lg"
        >
          {items.map((item, index) =>
            item === 'line' ? (
              <DropdownMenu.Separator key={`line-${String(index)}`} className="bg-line my-1 h-px" />
            ) : (
              <DropdownMenu.Item
                key={item.label}
                disabled={item.disabled ?? false}
                onSelect={item.onSelect}
                className={classes(
                  'data-[highlighted]:bg-raised flex min-h-8 cursor-pointer items-center rounded px-2 outline-none data-[disabled]:opacity-50',
                  item.danger === true && 'text-bad',
                )}
              >
                {item.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A button under a list that adds to it one of several kinds of things. */
export const AddMenu = ({
  label,
  disabled = false,
  items,
}: {
  label: string;
  disabled?: boolean;
  items: readonly MenuItem[];
}) => (
  <Menu
    trigger={
      <Button className="justify-self-start" disabled={disabled}>
        <Plus size={15} aria-hidden />
        {label}
      </Button>
    }
    items={items}
  />
);
