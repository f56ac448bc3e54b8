import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';

/** A file that the user gave cannot be used; the message says what to mend. */
export class UserFileError extends Error {
  override readonly name = 'UserFileError';
}

/** Bytes of a file that can be read. `what`: what it should hold. Throws UserFileError. */
export async function sizeOfFile(file: string, what: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) {
      await access(file, constants.R_OK);
      return found.size;
    }
  } catch (cause) {
    const why = isMissing(cause) ? 'there is no such file' : 'you may not read it';
    throw new UserFileError(`${file} cannot be used as ${what}: ${why}.`, { cause });
  }
  throw new UserFileError(`${file} cannot be used as ${what}: it is a folder or a device, not a file.`);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
