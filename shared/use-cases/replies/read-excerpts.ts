import type { ActivityEvent } from '../../domain/activity/activity.ts';
import { excerptOf } from '../../domain/inbound/reply.ts';
import type { Store } from '../../ports/store.ts';

/** An answer as the record shows it (D5). */
export type ReplyExcerpt = { id: string; excerpt: string };

/**
 * The answers that events tell of, as they begin. They are read when they are shown and not written into the record, so
 * that nothing of them stays when they are dropped.
 */
export async function readExcerpts(
  { store }: { store: Pick<Store, 'replies'> },
  organisation: string,
  events: readonly ActivityEvent[],
): Promise<(event: ActivityEvent) => ReplyExcerpt | undefined> {
  const ids = new Set(events.flatMap((event) => replyOf(event) ?? []));
  const kept = ids.size === 0 ? [] : await store.replies.getMany(organisation, [...ids]);
  const excerpts = new Map(kept.map((reply) => [reply.id, { id: reply.id, excerpt: excerptOf(reply) }]));
  return (event) => excerpts.get(replyOf(event) ?? '');
}

function replyOf(event: ActivityEvent): string | undefined {
  return event.type === 'replied' || event.type === 'auto-replied' ? event.reply : undefined;
}
