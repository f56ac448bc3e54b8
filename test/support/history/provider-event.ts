import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { enrollmentNamed } from '../at.ts';
import { ORGANISATION as organisation } from '../world.ts';
import type { Call } from './lived.ts';

const eventKinds: readonly ProviderEventKind[] = [
  'sent',
  'delivered',
  'opened',
  'bounced',
  'bounced',
  'complained',
  'delivered',
];

/** The provider tells of a message that reached it, sometimes twice. */
export async function tellOf(call: Call, vary: number, ports: WholePorts, now: Instant): Promise<void> {
  const kind = eventKinds[vary % eventKinds.length] ?? 'sent';
  const [enrollment = '', step = ''] = call.key.split(' ');
  const event = {
    kind,
    at: now,
    messageId: call.messageId,
    recipient: [call.message.to],
    tags: {
      organisation,
      enrollment: enrollmentNamed(enrollment),
      step,
      attempt: Number(call.message.tags['attempt']),
    },
    ...(kind === 'bounced' && { bounce: { permanent: vary % 2 === 0, type: '', subType: '' } }),
  };
  await ingestProviderEvent(ports, event, now, organisation);
  if (vary % 3 === 0) await ingestProviderEvent(ports, event, now, organisation);
}
