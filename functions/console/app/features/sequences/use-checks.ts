import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { StepPreview } from './types.ts';

/** What keeps the draft that is stored under a revision from being published, and what to know before. */
export function useValidation(id: string, revision: number) {
  return useQuery({
    queryKey: ['POST /v1/sequences/{id}/validate', id, revision],
    queryFn: ({ signal }) => call('POST /v1/sequences/{id}/validate', { params: { id } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export type Shown = { lead: string; sender: string | undefined; version: 'draft' | number };

/**
 * Each step as a lead would get it.
 * @param revision of the sequence; another one asks again
 */
export function usePreview(id: string, { lead, sender, version }: Shown, revision: number) {
  return useQuery({
    queryKey: ['POST /v1/sequences/{id}/preview', id, lead, sender, version, revision],
    queryFn: ({ signal }) =>
      call(
        'POST /v1/sequences/{id}/preview',
        { params: { id }, body: { lead, version, ...(sender !== undefined && { sender }) } },
        { signal },
      ),
    enabled: lead !== '',
    placeholderData: keepPreviousData,
  });
}

/** The preview of one step, and whether it is of what is stored now. */
export type PreviewOfStep = { step: StepPreview | undefined; stops: string | undefined; error: unknown };
