import { Plus } from 'lucide-react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { choosableTypes, stepKinds } from './step-kinds.ts';
import type { StepType } from './types.ts';

/** A list of what can come next. */
export function AddStep({ onAdd }: { onAdd: (type: StepType) => void }) {
  const t = useT();
  return (
    <Menu
      trigger={
        <Button>
          <Plus size={16} aria-hidden />
          {t('Add a step')}
        </Button>
      }
      items={choosableTypes.map((type) => ({
        label: t(stepKinds[type].label),
        onSelect: () => onAdd(type),
      }))}
    />
  );
}
