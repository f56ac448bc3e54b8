import { useState, type ReactNode } from 'react';
import { Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';

/** What is shown of the thing of a page: its key is another one when it is shown anew. */
export type Opened = { key: string; onReload: () => void };

/** The page of one thing: until it is read its frame, with what stands in the way, and then what is made of it. */
export function OpenedPage<Thing extends { id: string }>({
  id,
  read,
  title,
  above,
  children,
}: {
  id: string;
  read: { data: Thing | undefined; error: unknown; refetch: () => Promise<unknown> };
  /** What things of its kind are called. */
  title: string;
  /** Leads back to their list. */
  above: ReactNode;
  children: (thing: Thing, opened: Opened) => ReactNode;
}) {
  const [opened, setOpened] = useState(0);
  // What another page has read is kept until this one is.
  const data = read.data?.id === id ? read.data : undefined;
  if (data === undefined)
    return (
      <Page title={title} above={above}>
        <Read of={{ ...read, data }}>{() => null}</Read>
      </Page>
    );
  return children(data, {
    key: `${id} ${String(opened)}`,
    onReload: () => void read.refetch().then(() => setOpened(opened + 1)),
  });
}
