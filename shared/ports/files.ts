/** Files: uploads and results of jobs, raw inbound mail. */
export type Files = {
  /** Bytes from `from` on, at most `length`; fewer at the end of the file. Undefined: no such file. */
  read(
    key: string,
    range: { from: number; length: number },
  ): Promise<{ bytes: Uint8Array; total: number } | undefined>;
  write(key: string, content: string | Uint8Array, contentType: string): Promise<void>;
  /** Removes a file; removing what is not there is fine. */
  remove(key: string): Promise<void>;
  /** A URL to which one file may be PUT for 15 minutes. */
  uploadUrl(key: string): Promise<string>;
  /** A URL from which one file may be read for 15 minutes; with a name it is saved under it, and not shown. */
  downloadUrl(key: string, name?: string): Promise<string>;
};
