import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { classes } from './class-names.ts';

/** A page: its title, what can be done on it, and its parts. */
export function Page({
  title,
  about,
  actions,
  children,
  above,
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  /** A line over the title: where one came from. */
  above?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Relance`;
  }, [title]);
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto grid max-w-6xl min-w-0 gap-5 px-4 py-5 outline-none sm:px-6"
    >
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          {above !== undefined && <div className="text-soft mb-1 text-sm">{above}</div>}
          <h1 className="[overflow-wrap:anywhere]">{title}</h1>
          {about !== undefined && <div className="text-soft mt-0.5">{about}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/** A framed part of a page. */
export function Card({
  title,
  actions,
  children,
  className,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={classes('bg-paper border-line min-w-0 rounded-lg border', className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className="border-line flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">
          <h2 className="min-w-0 flex-1 basis-32">{title}</h2>
          {actions}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}

/** Names and values, one pair a line. */
export function Facts({ of }: { of: readonly (readonly [ReactNode, ReactNode] | false)[] }) {
  return (
    <dl className="grid grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {of.map(
        (pair, index) =>
          pair !== false && (
            <div key={index} className="contents">
              <dt className="text-soft min-w-24">{pair[0]}</dt>
              <dd className="min-w-0 [overflow-wrap:anywhere]">{pair[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
