import type { Plugin } from 'esbuild';

/** What texts can go out by, and what makes the sender of each. */
const senders = {
  sns: { file: /sns-sms-sender\.ts$/, maker: 'snsSmsSender' },
  'end-user-messaging': { file: /end-user-messaging-sender\.ts$/, maker: 'endUserMessagingSender' },
} as const;
export type TextSender = keyof typeof senders;

/** Leaves out of a bundle the senders of texts that its stage does not use, each with its client. */
export function onlyTextsBy(used: TextSender): Plugin {
  const others = Object.entries(senders).filter(([name]) => name !== used);
  return {
    name: 'only-texts-by',
    setup(build) {
      for (const [name, { file, maker }] of others) {
        build.onLoad({ filter: file }, () => ({
          contents: `export function ${maker}() { throw new Error('This stage sends no texts by ${name}'); }`,
          loader: 'js',
        }));
      }
    },
  };
}
