import type { Files } from '#shared/ports/files.ts';

/** Files in memory; the bytes can be looked at, and put there as an upload would. */
export type MemoryFiles = Files & { readonly stored: Map<string, Uint8Array> };

export function memoryFiles(): MemoryFiles {
  const stored = new Map<string, Uint8Array>();
  return {
    stored,
    async read(key, { from, length }) {
      const bytes = stored.get(key);
      return bytes && { bytes: bytes.slice(from, from + length), total: bytes.length };
    },
    async write(key, content) {
      stored.set(key, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    async remove(key) {
      stored.delete(key);
    },
    uploadUrl: async (key) => `https://files.example/${key}?upload`,
    downloadUrl: async (key, name) =>
      `https://files.example/${key}?download${name === undefined ? '' : `=${encodeURIComponent(name)}`}`,
  };
}
