import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { ProblemError } from '../../api/problem.ts';
import { refresh } from '../../api/queries.ts';
import type { Draft, Sequence } from './types.ts';

/** How long nothing is typed before what was typed is saved. */
const REST_MS = 800;
/** How long after the server could not be reached it is tried again. */
const AGAIN_MS = 5000;

export type Content = { name: string; draft: Draft };
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'refused' | 'unreachable' | 'conflict';

export type DraftEditing = {
  content: Content;
  /** The revision that is stored, as far as is known here. */
  revision: number;
  state: SaveState;
  /** Why the last save was refused. */
  error: unknown;
  /** What somebody else stored meanwhile. */
  theirs: Sequence | undefined;
  change: (change: (before: Content) => Content) => void;
  /** Saves now what is not saved; true: everything is. */
  flush: () => Promise<boolean>;
  takeTheirs: () => void;
  keepMine: () => void;
  /** Goes on from what another operation of this page has stored. */
  accept: (stored: Sequence) => void;
};

const contentOf = ({ name, draft }: Sequence): Content => ({ name, draft });

/**
 * The draft of a sequence as it is being written. It saves itself a moment after the last change, one save at a time; it
 * is never replaced by what others store: that is told, and the person chooses.
 */
export function useDraft(sequence: Sequence): DraftEditing {
  const client = useQueryClient();
  const { id } = sequence;
  const [content, setContent] = useState(() => contentOf(sequence));
  const [revision, setRevision] = useState(sequence.revision);
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<Sequence>();
  const now = useRef({
    latest: content,
    saved: content,
    revision: sequence.revision,
    saving: undefined as Promise<void> | undefined,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    isInConflict: false,
  }).current;

  const accept = useCallback(
    (stored: Sequence) => {
      now.revision = stored.revision;
      setRevision(stored.revision);
      client.setQueryData(['GET /v1/sequences/{id}', { params: { id } }], stored);
      void refresh(client, ['GET /v1/sequences']);
    },
    [client, id, now],
  );

  const save = useCallback(async (): Promise<void> => {
    const sent = now.latest;
    setState('saving');
    try {
      const stored = await call(
        'PUT /v1/sequences/{id}',
        { params: { id }, body: sent },
        { revision: now.revision },
      );
      now.saved = sent;
      setError(undefined);
      setState(now.latest === sent ? 'saved' : 'unsaved');
      accept(stored);
    } catch (failure) {
      if (failure instanceof ProblemError && failure.status === 412) {
        now.isInConflict = true;
        setState('conflict');
        setTheirs(await call('GET /v1/sequences/{id}', { params: { id } }));
      } else {
        setError(failure);
        setState(failure instanceof ProblemError ? 'refused' : 'unreachable');
      }
    }
  }, [accept, id, now]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(now.timer);
    await now.saving;
    if (now.latest === now.saved) return true;
    if (now.isInConflict) return false;
    now.saving = save().finally(() => (now.saving = undefined));
    await now.saving;
    return now.latest === now.saved;
  }, [now, save]);

  const later = useCallback(
    (delay: number) => {
      clearTimeout(now.timer);
      now.timer = setTimeout(() => void flush(), delay);
    },
    [now, flush],
  );

  const change = useCallback<DraftEditing['change']>(
    (made) => {
      now.latest = made(now.latest);
      setContent(now.latest);
      setState((before) => (before === 'conflict' ? before : 'unsaved'));
      later(REST_MS);
    },
    [now, later],
  );

  useEffect(() => {
    if (state === 'unreachable') later(AGAIN_MS);
  }, [state, later]);

  // What was read again and is newer than what is known here was stored by somebody else.
  useEffect(() => {
    if (now.saving !== undefined || sequence.revision <= now.revision) return;
    now.isInConflict = true;
    setTheirs(sequence);
    setState('conflict');
  }, [sequence, now]);

  useEffect(
    () => () => {
      void flush();
    },
    [flush],
  );

  const settle = (stored: Sequence): void => {
    now.isInConflict = false;
    setTheirs(undefined);
    setError(undefined);
    accept(stored);
  };
  return {
    content,
    revision,
    state,
    error,
    theirs,
    change,
    flush,
    accept,
    takeTheirs() {
      if (theirs === undefined) return;
      now.latest = now.saved = contentOf(theirs);
      setContent(now.latest);
      setState('saved');
      settle(theirs);
    },
    keepMine() {
      if (theirs === undefined) return;
      settle(theirs);
      change((mine) => ({ ...mine }));
    },
  };
}
