import * as z from 'zod/mini';
import type { LeadId } from '../../domain/kernel/ids.ts';
import { enrollmentId, enrollmentIdParts, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { counters } from '../../domain/statistics/statistics.ts';
import { erasedLead, type Fact } from '../../domain/statistics/facts.ts';
import { textOf } from '../../domain/time/instants.ts';
import { instant } from '../../domain/time/instant-text.ts';
import type { Item } from './codec.ts';

/** `to`: the place of the last record that they are of; not in items of release 0.2.0. */
const stored = z.object({ facts: z.array(z.string()), to: z.optional(z.string()) });
const counter = z.enum(counters);

/** The partition that holds the facts behind one counter; ids hold no `#`. */
export function partitionOfFacts(of: Pick<Fact, 'organisation' | 'sequenceId' | 'step' | 'counter'>): string {
  return [of.organisation, of.sequenceId, of.step, of.counter].join('#');
}

/**
 * The item of facts behind one counter that were noted together, under a name of their own. They lie together, since a
 * write is billed by the kilobyte, which holds some twenty of them.
 * @param facts in the order of the stream: the item is listed by the first
 */
export function encodeFacts(facts: readonly [Fact, ...Fact[]], name: string, to?: string): Item {
  const [first] = facts;
  return {
    partition: partitionOfFacts(first),
    sort: `${textOf(first.at)}#${name}`,
    facts: facts.toSorted((a, b) => a.at - b.at).map(lineOf),
    ...(to !== undefined && { to }),
  };
}

/** The name that an item of facts was stored under. */
export function nameOfFacts(item: Item): string {
  return item.sort.slice(item.sort.indexOf('#') + 1);
}

/** A fact as its item holds it: within a partition nothing else tells it apart. */
export function lineOf({ at, leadId, enrollmentId, userId = '' }: Fact): string {
  return [textOf(at), leadId, roundOf(enrollmentId), userId].join(' ');
}

/** How many facts an item holds, their lines, and how far they reach. @throws ZodError */
export function decodeNoted(item: Item): { lines: string[]; to: string | undefined } {
  const { facts, to } = stored.parse(item);
  return { lines: facts, to };
}

/** Lead and sequence of an enrollment's id are in the fact and the partition already. */
function roundOf(id: EnrollmentId | undefined): string {
  return id === undefined ? '' : String(enrollmentIdParts(id).round);
}

/** The item with the facts of a lead made nobody's, and how many they were; undefined: there are none (F9). */
export function withoutLead(item: Item, leadId: LeadId): { item: Item; count: number } | undefined {
  const { facts } = stored.parse(item);
  const changed = facts.map((line) => {
    const [at = '', lead = '', , userId = ''] = line.split(' ');
    return lead === leadId ? [at, erasedLead, '', userId].join(' ') : line;
  });
  const count = changed.filter((line, index) => line !== facts[index]).length;
  return count === 0 ? undefined : { item: { ...item, facts: changed }, count };
}

/** The facts that an item holds. @throws ZodError */
export function decodeFacts(item: Item): Fact[] {
  const [organisation = '', sequenceId = '', step = '', name] = item.partition.split('#');
  const counted = counter.parse(name);
  return stored.parse(item).facts.map((line) => {
    const [at = '', leadId = '', round = '', userId = ''] = line.split(' ');
    return {
      organisation,
      sequenceId,
      step,
      counter: counted,
      at: instant.parse(at),
      leadId,
      ...(round !== '' && { enrollmentId: enrollmentId(leadId, sequenceId, Number(round)) }),
      ...(userId !== '' && { userId }),
    };
  });
}
