/** Texts of a language, collected from the folders `texts` and compiled when the console is built. */
declare module 'virtual:texts/*' {
  import type { Messages } from '@lingui/core';
  const messages: Messages;
  export default messages;
}
