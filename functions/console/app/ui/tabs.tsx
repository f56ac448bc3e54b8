import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export type Tab<Id extends string> = { id: Id; label: string; content: ReactNode };

/** Parts of a page of which one is shown; which one stands in the address, so the page gives and takes it. */
export function Tabs<Id extends string>({
  label,
  current,
  onChange,
  tabs,
}: {
  label: string;
  current: Id;
  onChange: (id: Id) => void;
  tabs: readonly Tab<Id>[];
}) {
  return (
    <Radix.Root value={current} onValueChange={(id) => onChange(id as Id)} className="grid min-w-0 gap-4">
      <Radix.List aria-label={label} className="border-line flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="text-soft data-[state=active]:border-accent data-[state=active]:text-ink -mb-px min-h-10 border-b-2 border-transparent px-3 font-medium whitespace-nowrap"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-w-0 outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
