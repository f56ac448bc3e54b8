/**
 * A sender for the From header: the name quoted, or in encoded words (RFC 2047) when it is not ASCII, and the address.
 * Control characters are dropped, so that a name can begin no other header.
 */
export function mailboxHeader(name: string, address: string): string {
  const clean = name.replaceAll(/\p{Cc}+/gu, ' ').trim();
  if (clean === '') return address;
  if (/^[\x20-\x7e]*$/.test(clean)) return `"${clean.replaceAll(/["\\]/g, String.raw`\$&`)}" <${address}>`;
  return `${encodedWords(clean)} <${address}>`;
}

/** At most 75 characters a word, and no character cut in two. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}
