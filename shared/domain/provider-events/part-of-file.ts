/** A file of what the provider says of messages, a line an event, from a line on; to its end, or to another line. */
export type PartOfFile = {
  key: string;
  /** Bytes of the file that come before. */
  from: number;
  /** Lines of the file that come before. */
  line: number;
  /** Something that comes before has not been taken in: the file stays for those who try that again. */
  keep: boolean;
  /** Bytes of the file with which it ends: what comes then has a message of its own. Undefined: it ends with the file. */
  upTo?: number | undefined;
};

/** A file from its beginning. */
export const wholeFile = (key: string): PartOfFile => ({ key, from: 0, line: 0, keep: false });
