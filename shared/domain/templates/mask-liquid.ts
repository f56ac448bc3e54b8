import { Tokenizer, TokenKind } from 'liquidjs';

/** HTML in which each piece of Liquid is hidden behind a word of its own. */
export type Masked = {
  html: string;
  /** The first piece whose word is not in a text made from it; undefined: all are. */
  lostIn(text: string): string | undefined;
  /** The text with the pieces in their places again. */
  unmask(text: string): string;
};

/** `liquid`, a number that tells ours from what the author wrote, `x`, the number of the piece, `q`. */
const words = /liquid(\d+)x(\d+)q/g;

/** Hides Liquid, so that it is neither encoded nor cut. @throws LiquidError */
export function maskLiquid(html: string): Masked {
  const taken = new Set(Array.from(html.matchAll(/liquid(\d+)/gi), ([, number]) => Number(number)));
  let own = 0;
  while (taken.has(own)) own += 1;
  const pieces: string[] = [];
  const texts = new Tokenizer(html).readTopLevelTokens().map((token) => {
    if (token.kind === TokenKind.HTML) return token.getText();
    return `liquid${own}x${pieces.push(token.getText()) - 1}q`;
  });
  return {
    html: texts.join(''),
    lostIn(text) {
      const kept = new Set(
        Array.from(text.matchAll(words), ([, which, index]) => (Number(which) === own ? Number(index) : -1)),
      );
      return pieces.find((_, index) => !kept.has(index));
    },
    unmask: (text) =>
      text.replaceAll(words, (word, which: string, index: string) =>
        Number(which) === own ? (pieces[Number(index)] ?? '') : word,
      ),
  };
}
