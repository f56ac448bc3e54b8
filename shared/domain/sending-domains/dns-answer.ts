/** What DNS answered; that it could not be asked says nothing about the record. */
export type DnsAnswer =
  | { kind: 'found'; values: string[] }
  /** The name does not exist, or has no record of that type. */
  | { kind: 'no-name' | 'no-record' }
  /** The question was not answered: in time, by the name server, or at all. */
  | { kind: 'unanswered'; why: 'timeout' | 'server-failure' | 'refused' };
