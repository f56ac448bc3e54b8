import type { DnsAnswer } from './dns-answer.ts';
import { bareName, type RecordVerdict, type SendingDomainState } from './sending-domain.ts';
import type { SendingDomainStage, RequiredRecord } from './required-records.ts';

/** What DNS said about one required record. */
export type LookedUp = {
  required: RequiredRecord;
  /** Of the record itself; for a host of links by address, its addresses. */
  answer: DnsAnswer;
  /** Names that the record's alias leads to, one after the other. */
  chain?: readonly string[] | undefined;
  /** For a host of links by address: the addresses of its target. */
  target?: DnsAnswer | undefined;
};

/** The verdict on one record, with a sentence that says what to mend (A8). */
export function verdictOn(looked: LookedUp, stage: SendingDomainStage): RecordVerdict {
  const { required, answer, target } = looked;
  const { record, name, type } = required;
  const verdict = (
    kind: RecordVerdict['verdict'],
    mend: string,
    found = answer.kind === 'found' ? answer.values : [],
  ): RecordVerdict => ({ record, verdict: kind, found, mend });
  const unanswered = [answer, target].find((one) => one?.kind === 'unanswered');
  if (unanswered?.kind === 'unanswered') {
    return verdict('not-checkable', `${whyTexts[unanswered.why]} ${name}: verify again in some minutes.`);
  }
  if (answer.kind !== 'found') {
    const there = answer.kind === 'no-name' ? `${name} does not exist` : `${name} has no ${type} record`;
    return verdict(
      'missing',
      `${there}: add ${type} ${required.relativeName} with the value ${required.value}.`,
    );
  }
  if (type === 'A/AAAA' && target?.kind === 'found') {
    const others = answer.values.filter((value) => !target.values.includes(value));
    // What stands behind many addresses names some of them at a time, others to whoever asks next.
    if (others.length > 0 && others.length < answer.values.length) {
      return verdict(
        'not-checkable',
        `${others.join(', ')} is not among the addresses that ${required.value} names now: take it out if it was added by hand, else verify again in some minutes.`,
      );
    }
  }
  const problem = problemOf(looked, answer.values);
  if (problem !== undefined) return verdict('different', problem);
  if (record === 'links' && stage.linkHost !== '*' && stage.linkHost !== name) {
    return verdict(
      'missing',
      `The record is right, but this system has no certificate for ${name}: deploy it with -c linkHost=${name} -c certificateArn=….`,
    );
  }
  return verdict('verified', '');
}

const whyTexts = {
  timeout: 'DNS did not answer in time for',
  'server-failure': 'The name server failed to answer for',
  refused: 'DNS could not be asked for',
} as const;

/** What stands in the place of a record, if it is not what is required. */
function problemOf(looked: LookedUp, values: readonly string[]): string | undefined {
  const { required } = looked;
  const instead = `replace ${required.relativeName} by ${required.type} with the value ${required.value}.`;
  switch (required.type) {
    case 'CNAME': {
      const names = [...values, ...(looked.chain ?? [])].map(bareName);
      return names.includes(bareName(required.value))
        ? undefined
        : `It leads to ${names.join(', ')}: ${instead}`;
    }
    case 'MX': {
      const [host, ...others] = values.map((value) => bareName(value.replace(/^\d+\s+/, '')));
      if (others.length > 0)
        return `${required.name} has ${values.length} MX records: keep ${required.value} alone.`;
      return host === bareName(required.value.replace(/^\d+\s+/, ''))
        ? undefined
        : `It says ${values[0] ?? ''}: ${instead}`;
    }
    case 'TXT':
      return problemOfText(required, values, instead);
    case 'A/AAAA': {
      const addresses = looked.target?.kind === 'found' ? looked.target.values : [];
      return values.every((value) => addresses.includes(value))
        ? undefined
        : `It leads to ${values.join(', ')}, which is not ${required.value}: point an alias (A and AAAA) at it.`;
    }
  }
}

/** Texts stand beside others; of SPF and DMARC there may be one only. */
function problemOfText(
  { record, name, relativeName, value }: RequiredRecord,
  values: readonly string[],
  instead: string,
): string | undefined {
  const texts = values.map((text) => text.trim());
  const startingWith = (start: string) => texts.filter((text) => text.toLowerCase().startsWith(start));
  switch (record) {
    case 'mail-from-spf': {
      const [spf, ...others] = startingWith('v=spf1');
      if (spf === undefined)
        return `${name} has no SPF text: add TXT ${relativeName} with the value ${value}.`;
      if (others.length > 0) return `${name} has several SPF texts, which counts as none: keep one.`;
      return /(^|\s)\+?include:amazonses\.com(\s|$)/i.test(spf) ? undefined : `It says “${spf}”: ${instead}`;
    }
    case 'dmarc': {
      const [dmarc, ...others] = startingWith('v=dmarc1');
      if (dmarc === undefined)
        return `${name} has no DMARC text: add TXT ${relativeName} with the value ${value}.`;
      if (others.length > 0) return `${name} has several DMARC texts, which counts as none: keep one.`;
      return /;\s*p\s*=\s*(none|quarantine|reject)\s*(;|$)/i.test(dmarc)
        ? undefined
        : `“${dmarc}” names no policy: ${instead}`;
    }
    case 'ownership':
    case 'dkim-1':
    case 'dkim-2':
    case 'dkim-3':
    case 'mail-from-mx':
    case 'links':
      return texts.includes(value) ? undefined : `It says “${texts.join('”, “')}”: ${instead}`;
  }
}

/**
 * The state of the whole. A record that cannot be looked up takes nothing away from a domain that was verified: DNS
 * that does not answer for a minute must not change the sender of anybody's mails.
 */
export function stateOf(
  verdicts: readonly RecordVerdict[],
  provider: SendingDomainState,
  before: SendingDomainState,
): SendingDomainState {
  const has = (kind: RecordVerdict['verdict']) => verdicts.some(({ verdict }) => verdict === kind);
  if (has('different') || provider === 'failed') return 'failed';
  if (has('missing') || provider === 'pending') return 'pending';
  if (has('not-checkable')) return before === 'verified' ? 'verified' : 'pending';
  return 'verified';
}
