/** A file of what the provider says of messages, a line an event, from a line on. */
export type PartOfFile = {
  key: string;
  /** Bytes of the file that come before. */
  from: number;
  /** Lines of the file that come before. */
  line: number;
  /** Something that comes before has not been taken in: the file stays for those who try that again. */
  keep: boolean;
};

/** A file from its beginning. */
export const wholeFile = (key: string): PartOfFile => ({ key, from: 0, line: 0, keep: false });
