import { BlockList, isIPv6 } from 'node:net';
import type { WebhookAnswer, WebhookCall, WebhookSender } from '#shared/ports/webhook-sender.ts';

/** What a receiver answers: 200 unless said, or nothing, for a reason. */
export type GivenAnswer = Partial<Extract<WebhookAnswer, { kind: 'answered' }>> | { error: string };

/** A receiver that answers as it is told, call by call; what must not be called is not. */
export type MemoryWebhookSender = WebhookSender & { calls: WebhookCall[] };

/** Of an answer, in bytes, as of the real one. */
const ANSWER_BYTES = 1_024;

/** Addresses inside, as far as a test may write one. */
const inside = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(net, prefix, 'ipv6');

export function memoryWebhookSender(answer: (call: number) => GivenAnswer): MemoryWebhookSender {
  const calls: WebhookCall[] = [];
  return {
    calls,
    async send(call) {
      const obstacle = obstacleTo(call.url);
      if (obstacle !== undefined) return { kind: 'failed', error: obstacle, durationMs: 0 };
      calls.push(call);
      const given = answer(calls.length);
      if ('error' in given) return { kind: 'failed', error: given.error, durationMs: 10_000 };
      const text = beginningOf(given.text ?? '');
      return { kind: 'answered', status: 200, durationMs: 250, ...given, text };
    },
  };
}

/** Why an address is not called; undefined: it is. */
function obstacleTo(url: string): string | undefined {
  if (!URL.canParse(url)) return 'Invalid URL';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return 'Only https is called.';
  const host = hostname.replaceAll(/[[\]]/g, '');
  return inside.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
    ? 'The name leads to a private address: only public ones are called.'
    : undefined;
}

function beginningOf(text: string): string {
  return Buffer.from(text)
    .subarray(0, ANSWER_BYTES)
    .toString('utf8')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
}
