import { createHash } from 'node:crypto';
import type { Dns } from '#shared/ports/dns.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { WebhookSender } from '#shared/ports/webhook-sender.ts';
import type { StoredVersion } from '#shared/domain/sequences/step.ts';
import type { StageAccount } from '#shared/ports/stage-account.ts';
import type { Store } from '#shared/ports/store.ts';
import { memoryAccount } from '#test/support/memory/memory-account.ts';
import type { Log } from '#functions/runtime/log.ts';
import { here } from './here.ts';
import { currentProcess } from './process.ts';

/** What of the machine itself the functions see, in place of the modules of the same exports. */

const outside = new Map<unknown, unknown>();

/** As the product's, once an instance: what one instance has learnt dies with it, and others do not know. */
export function memoized<T>(make: () => T): () => T {
  return () => {
    const kept = currentProcess()?.instance.kept ?? outside;
    if (!kept.has(make)) kept.set(make, make());
    return kept.get(make) as T;
  };
}

/** As the product's, once an instance. */
export function rememberedVersions(versions: Store['versions']): Store['versions'] {
  return {
    ...versions,
    async get(organisation, id) {
      const kept = currentProcess()?.instance.kept ?? outside;
      const key = `version ${id}`;
      const version = kept.get(key) ?? (await versions.get(organisation, id));
      if (version !== undefined) kept.set(key, version);
      return version as StoredVersion | undefined;
    },
  };
}

/** The log of a function: what it warns of is part of the world's log, with the message of its error. */
export const logger: Log = {
  setKeys: () => undefined,
  info: () => undefined,
  warn: (text) => {
    here().world.log(`${here().id} warns: ${text}`);
  },
  error: (text, detail = {}) => {
    const { error } = detail;
    const why = error instanceof Error ? `: ${error.message}` : '';
    here().world.log(`${here().id} reports: ${text}${why}`);
  },
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Ids that are made of the seed. */
export function nodeIds(): Ids {
  return {
    next: () => here().world.newId(),
    of: (text) =>
      BigInt(`0x${hash(text).slice(0, 24)}`)
        .toString(36)
        .padStart(16, '0')
        .slice(-16),
    secret: () => hash(here().world.newId()).slice(0, 32),
    hash,
  };
}

/** No domain is registered in these worlds. */
export function nodeDns(): Dns {
  const missing = async () => ({ kind: 'no-name' as const });
  return { cname: missing, txt: missing, mx: missing, addresses: missing };
}

/** A receiver that takes what it is sent. */
export function httpsWebhookSender(): WebhookSender {
  return {
    send: ({ headers }) =>
      here().call('webhook.send', () => {
        here().world.webhooks.push(headers['webhook-id'] ?? '');
        return { kind: 'answered', status: 204, text: '', durationMs: 10 };
      }),
  };
}

/** No world asks how its account stands: it is in order. */
export const stageAccount = (): StageAccount => memoryAccount();
