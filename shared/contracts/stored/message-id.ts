const sesForm =
  /^([0-9a-f]{16})-([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})-([0-9a-f]{6})$/;
const packedForm = /^~([A-Za-z0-9_-]{36})$/;
const widths = [16, 8, 4, 4, 4, 12, 6];

/**
 * A provider's message id in 37 characters instead of SES's 60, its hexadecimal digits in base64 after a `~`: an
 * enrollment keeps one for each of its mails. An id of another form stays as it is.
 */
export function packMessageId(messageId: string): string {
  const groups = sesForm.exec(messageId)?.slice(1);
  return groups === undefined ? messageId : `~${Buffer.from(groups.join(''), 'hex').toString('base64url')}`;
}

/** The message id that was packed. */
export function unpackMessageId(stored: string): string {
  const packed = packedForm.exec(stored)?.[1];
  if (packed === undefined) return stored;
  let digits = Buffer.from(packed, 'base64url').toString('hex');
  const groups = widths.map((width) => {
    const group = digits.slice(0, width);
    digits = digits.slice(width);
    return group;
  });
  return groups.join('-');
}
