/** The secrets of webhooks, made from one key of the stage: none of them is stored in clear. */
export type WebhookKeys = {
  /** The signing secret of an organisation by its number, as receivers are given it: `whsec_…`. */
  secretOf(organisation: string, number: number): Promise<string>;
  /** The header `webhook-signature`: one signature for each of the numbered secrets. `at`: Unix time in seconds. */
  signatures(
    message: { organisation: string; id: string; at: number; body: string },
    numbers: readonly number[],
  ): Promise<string>;
  /** Encrypts a header's value for the settings of an organisation; what is sealed already stays as it is. */
  seal(organisation: string, value: string): Promise<string>;
  /** Decrypts it; undefined when it was not sealed here, or the stage's key has changed since. */
  open(organisation: string, sealed: string): Promise<string | undefined>;
};
