/** How much of something long is done, 0 to 100. */
export function Progress({ percent, label }: { percent: number; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className="bg-raised h-2 w-full min-w-16 overflow-hidden rounded-full"
    >
      <div className="bg-accent h-full rounded-full" style={{ width: `${String(percent)}%` }} />
    </div>
  );
}
