/** A number that a service knows something by. */
export function numberProblem(value: string): string | undefined {
  return /^\d{1,20}$/.test(value) ? undefined : 'It is a number, such as 12345678.';
}

/** A private key in PEM, not encrypted, as RFC 7468 and RFC 8017 write one. Whether it fits is told by signing in. */
export function privateKeyProblem(value: string): string | undefined {
  const lines = value.trim().split(/\r\n|\n|\r/);
  const kind = /^-----BEGIN ((?:RSA )?PRIVATE KEY|ENCRYPTED PRIVATE KEY|CERTIFICATE|PUBLIC KEY)-----$/.exec(
    lines[0] ?? '',
  )?.[1];
  if (kind === 'CERTIFICATE' || kind === 'PUBLIC KEY')
    return 'This is the public part: give the private key.';
  if (kind === 'ENCRYPTED PRIVATE KEY') return 'The key has a password: give it without one.';
  const body = lines.slice(1, -1);
  if (body[0]?.startsWith('Proc-Type:') === true) return 'The key has a password: give it without one.';
  const isWhole =
    kind !== undefined &&
    lines.at(-1) === `-----END ${kind}-----` &&
    body.length > 0 &&
    body.every((line) => /^[A-Za-z0-9+/]{1,100}={0,2}$/.test(line));
  return isWhole
    ? undefined
    : 'Give the whole key in PEM, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.';
}

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export function standardSecretProblem(value: string): string | undefined {
  const base64 = value.startsWith('whsec_') ? value.slice('whsec_'.length) : undefined;
  const isBase64 =
    base64 !== undefined && base64.length % 4 === 0 && /^[A-Za-z0-9+/]{1,200}={0,2}$/.test(base64);
  if (!isBase64) return 'Begin it with whsec_ and give 24 to 64 bytes in base64 behind that.';
  const bytes = (base64.length / 4) * 3 - (base64.length - base64.replaceAll('=', '').length);
  return bytes >= 24 && bytes <= 64
    ? undefined
    : `Give 24 to 64 bytes in base64 behind whsec_: these are ${bytes}.`;
}
