import type { Reason } from '../settings/reason.ts';
import { describeReason } from './describe-reason.ts';

/**
 * What a reason has in common with those of others: a key that is the same for all of them, and its words without what
 * is of one alone, such as when a lead unsubscribed or what a person noted.
 */
export type ReasonGroup = { key: string; words: string };

/** The group of a reason (F12). */
export function reasonGroup(because: Reason): ReasonGroup {
  switch (because.kind) {
    case 'setting': {
      const { setting, source } = because;
      return group(because, setting, source.level, source.id);
    }
    case 'step':
    case 'calendar':
    case 'engine':
      return group(because, because.rule);
    case 'lead':
      return group({ ...because, at: undefined }, because.fact);
    case 'person':
      return group({ ...because, note: undefined }, because.userId);
    case 'provider':
      return group({ ...because, message: '' }, because.code);
    case 'workflow':
      return group(because, because.workflow);
    case 'automation':
      return group(because, because.automation);
    case 'crm-rule':
      return group(because, because.rule);
    case 'content':
      return { key: because.kind, words: 'nothing fills a variable of the template' };
    case 'interval': {
      const { between, sequence, days } = because;
      const by = between === 'same' ? 'this feedback sequence' : 'another feedback sequence';
      const words = `${by} invited the client lately, and ${sequence} keeps ${days} days between two`;
      return { key: `interval:${between}:${sequence}:${days}`, words };
    }
  }
}

function group(because: Reason, ...parts: string[]): ReasonGroup {
  return { key: [because.kind, ...parts].join(':'), words: describeReason(because) };
}
