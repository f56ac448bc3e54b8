import { readSecret } from '#shared/adapters/aws/secret-reader.ts';
import { readVariable } from '#shared/config/read-environment.ts';

/** Makes something of the secret of links, which is read once; a reading that failed is tried again at the next use. */
export function ofLinkSecret<Made>(make: (secret: string) => Made): () => Promise<Made> {
  let reading: Promise<Made> | undefined;
  return async () => {
    reading ??= readSecret(readVariable('linkSecretArn')).then(make);
    try {
      return await reading;
    } catch (error) {
      reading = undefined;
      throw error;
    }
  };
}
