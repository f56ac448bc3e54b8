import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, GripVertical, Trash2 } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { PreviewBadge } from './step-preview.tsx';
import { stepKinds } from './step-kinds.ts';
import type { Step, StepPreview } from './types.ts';
import { waitWords } from './wait-words.ts';

export type Move = (from: number, to: number) => void;
type Handle = ButtonHTMLAttributes<HTMLButtonElement> & { ref: Ref<HTMLButtonElement> };

/** A step in a line: its number, what it is, and when it comes; pressed, it opens. */
export function StepHead({
  step,
  index,
  last,
  isOpen,
  problems,
  preview,
  handle,
  onMove,
  onToggle,
  onRemove,
}: {
  step: Step;
  index: number;
  last: boolean;
  isOpen: boolean;
  problems: number;
  preview: StepPreview | undefined;
  handle: Handle;
  onMove: Move;
  onToggle: () => void;
  onRemove: () => void;
}) {
  const t = useT();
  const name = step.name || t(stepKinds[step.type].label);
  const number = index + 1;
  return (
    <div className="flex flex-wrap items-start gap-x-1 px-1.5 py-1.5 sm:flex-nowrap">
      <button
        type="button"
        {...handle}
        aria-label={t('Move step {number}, “{name}”', { number, name })}
        className="text-soft hover:text-ink flex min-h-9 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded"
      >
        <GripVertical size={16} aria-hidden />
      </button>
      <StepTitle
        step={step}
        index={index}
        isOpen={isOpen}
        onToggle={onToggle}
        badges={
          <>
            {problems > 0 && (
              <Badge tone="warn">
                {t('{count, plural, one {# thing to fix} other {# things to fix}}', { count: problems })}
              </Badge>
            )}
            <PreviewBadge preview={preview} />
          </>
        }
      />
      <span className="ml-auto flex min-h-9 shrink-0 items-center">
        <Button
          look="bare"
          small
          disabled={index === 0}
          aria-label={t('Move “{name}” up', { name })}
          onClick={() => onMove(index, index - 1)}
        >
          <ArrowUp size={15} aria-hidden />
        </Button>
        <Button
          look="bare"
          small
          disabled={last}
          aria-label={t('Move “{name}” down', { name })}
          onClick={() => onMove(index, index + 1)}
        >
          <ArrowDown size={15} aria-hidden />
        </Button>
        <Button look="bare" small aria-label={t('Remove “{name}”', { name })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </Button>
      </span>
    </div>
  );
}

/** The part of the line that opens the step. */
export function StepTitle({
  step,
  index,
  isOpen,
  onToggle,
  badges,
}: {
  step: Step;
  index: number;
  isOpen: boolean;
  onToggle: () => void;
  badges?: React.ReactNode;
}) {
  const t = useT();
  const { icon: Icon, label } = stepKinds[step.type];
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="hover:bg-raised/60 flex min-h-9 min-w-0 flex-1 basis-52 items-start gap-2 rounded px-1.5 py-2 text-left sm:basis-0"
    >
      <span className="text-soft w-5 shrink-0 text-right tabular-nums">{index + 1}</span>
      <Icon size={16} aria-hidden className="text-soft mt-0.5 shrink-0" />
      <span className="grid min-w-0 flex-1 gap-x-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium [overflow-wrap:anywhere]">{step.name || t(label)}</span>
          {step.name !== '' && <span className="text-soft text-sm">{t(label)}</span>}
          {badges}
        </span>
        <span className="text-soft">{waitWords(t, step, index === 0)}</span>
      </span>
      <Chevron size={16} aria-hidden className="text-soft mt-0.5 shrink-0" />
    </button>
  );
}
