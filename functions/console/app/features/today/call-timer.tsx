import { Timer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { durationText } from './duration.ts';

/** How long a call takes: measured, or written down. */
export function useTimer() {
  const [text, setText] = useState('');
  const [startedAt, setStartedAt] = useState<number>();
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (startedAt === undefined) return undefined;
    const ticking = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(ticking);
  }, [startedAt]);
  const elapsed = startedAt === undefined ? 0 : Math.floor((Math.max(now, startedAt) - startedAt) / 1000);
  return {
    isRunning: startedAt !== undefined,
    text: startedAt === undefined ? text : durationText(elapsed),
    setText,
    start: () => {
      if (startedAt !== undefined) return;
      setNow(Date.now());
      setStartedAt(Date.now());
    },
    /** Ends the measuring; answers with what the field then says. */
    stop: (): string => {
      const final = startedAt === undefined ? text : durationText(elapsed);
      setText(final);
      setStartedAt(undefined);
      return final;
    },
  };
}

/** The duration of a call, with a timer beside it. */
export function CallTimer({ timer }: { timer: ReturnType<typeof useTimer> }) {
  const t = useT();
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div className="w-40">
        <TextInput
          label={t('Duration')}
          path="durationSeconds"
          hint={t('Minutes and seconds')}
          placeholder="3:05"
          value={timer.text}
          onChange={timer.setText}
          disabled={timer.isRunning}
          maxLength={7}
          className="tabular-nums"
        />
      </div>
      <Button className="mt-[1.45rem]" onClick={timer.isRunning ? timer.stop : timer.start}>
        <Timer size={16} aria-hidden />
        {timer.isRunning ? t('Stop the timer') : t('Start the timer')}
      </Button>
    </div>
  );
}
