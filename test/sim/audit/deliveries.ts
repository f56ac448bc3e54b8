import type { Audited, Violation } from './audited.ts';

const HOUR_MS = 3_600_000;

/**
 * F2, F4: each delivery that SES told of is in the record once, whatever became of the file that told it. What failed so
 * often that its message was laid aside waits for a person, with its file.
 */
export async function deliveries({ stage }: Audited): Promise<Violation[]> {
  const { store, agenda, provider, eventFiles, queues } = stage.world;
  const counted = new Map<string, number>();
  for (const lead of await Array.fromAsync(store.leads.scan())) {
    const { items } = await store.activities.ofLead('local', lead.id, { limit: 10_000 });
    for (const event of items.flatMap(({ events }) => events))
      if (event.type === 'delivered') counted.set(event.messageId, (counted.get(event.messageId) ?? 0) + 1);
  }
  const laidAside = (queues.get('provider-events')?.options.deadLetters?.messages() ?? []).map(
    ({ body }) => body,
  );
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string): void =>
    void violations.push({ rule, at: agenda.now, expected });
  const waiting = eventFiles.left().map(([key, text]) => {
    if (!laidAside.some((body) => body.includes(key))) wrong('F4 files', `${key} to be worked off and gone`);
    return text;
  });
  for (const [messageId, toldAt] of provider.delivered) {
    const times = counted.get(messageId) ?? 0;
    if (times > 1) wrong('F2 deliveries', `the delivery of ${messageId} to be told once, not ${times} times`);
    if (times === 1 || toldAt > agenda.now - HOUR_MS) continue;
    if (!waiting.some((text) => text.includes(`"${messageId}"`)))
      wrong('F2 deliveries', `the record to tell that ${messageId} was delivered: SES said so`);
  }
  return violations;
}
