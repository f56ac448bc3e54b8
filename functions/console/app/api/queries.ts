import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { call } from './client.ts';
import type { Address, Answer, Asked, ItemOf, Listing, Reading } from './operations.ts';
import { ProblemError } from './problem.ts';

/** What is on the screen is read again when the window comes back; a refusal is not asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status < 500),
    },
  },
});

const addressIn = (key: readonly unknown[]): unknown => key[0];

/** Reads one thing; `enabled: false` waits, and within `staleMs` it is not read again by itself. */
export function useRead<A extends Reading>(
  address: A,
  asked: Asked<A>,
  {
    enabled = true,
    refreshMs,
    staleMs,
  }: { enabled?: boolean; refreshMs?: number | undefined; staleMs?: number } = {},
) {
  return useQuery({
    queryKey: [address, asked],
    queryFn: ({ signal }) => call(address, asked, { signal }),
    enabled,
    placeholderData: keepPreviousData,
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
    ...(staleMs !== undefined && { staleTime: staleMs }),
  });
}

/** Reads a list page by page: `items` so far, and `more` where there is more. */
export function useList<A extends Listing>(
  address: A,
  asked: Asked<A>,
  { enabled = true, refreshMs }: { enabled?: boolean; refreshMs?: number | undefined } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [address, asked],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked.query, ...(pageParam !== undefined && { cursor: pageParam }) };
      const page = await call(address, { ...asked, query }, { signal });
      return page as unknown as { items: ItemOf<A>[]; cursor?: string };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor,
    enabled,
    placeholderData: keepPreviousData,
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
  });
  return {
    items: pages.data?.pages.flatMap((page) => page.items) ?? [],
    isLoading: pages.isPending && enabled,
    error: pages.error,
    pagesRead: pages.isPlaceholderData ? 0 : (pages.data?.pages.length ?? 0),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    more: () => void pages.fetchNextPage(),
    again: () => void pages.refetch(),
  };
}
export type List<Item> = Omit<ReturnType<typeof useList<Listing>>, 'items'> & { items: Item[] };

/** How an operation that changes something is called, with what is only known then. */
export type Act<A extends Address> = Asked<A> & {
  revision?: number | 'new' | undefined;
  idempotencyKey?: string | undefined;
  csv?: string | undefined;
};

/**
 * Changes something by an operation.
 * @param refreshes beginnings of addresses whose answers are read again afterwards, such as `GET /v1/tasks`
 */
export function useAct<A extends Address>(
  address: A,
  {
    refreshes = [],
    onDone,
  }: { refreshes?: readonly string[]; onDone?: (answer: Answer<A>, asked: Act<A>) => void } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, idempotencyKey, csv, ...asked }: Act<A>) =>
      call(address, asked as unknown as Asked<A>, { revision, idempotencyKey, csv }),
    onSuccess: async (answer, asked) => {
      const refreshed = refresh(client, refreshes);
      onDone?.(answer, asked);
      await refreshed;
    },
  });
}

/** Reads again what is on the screen of these addresses (their beginnings). */
export async function refresh(client: QueryClient, addresses: readonly string[]): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey }) => addresses.some((start) => String(addressIn(queryKey)).startsWith(start)),
  });
}
