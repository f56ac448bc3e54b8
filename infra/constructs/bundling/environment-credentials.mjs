/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles of functions. Lambda gives credentials by the
 * environment alone, so the other sources (profiles, single sign-on, web identity, container and instance metadata)
 * are code that every cold start would load for nothing: about 95 KB of each bundle.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('The environment gives no AWS credentials');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
