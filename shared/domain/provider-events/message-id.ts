/**
 * The provider's id in a Message-ID such as `<0102…@eu-west-1.amazonses.com>`, which SES writes itself: its local
 * part, the same id that the send call returned and that events bear. Undefined for an id that SES did not make.
 */
export function sesMessageId(messageId: string): string | undefined {
  return /^<?([A-Za-z0-9-]+)@(?:[a-z0-9-]+\.)*amazonses\.com(?:\.cn)?>?$/i.exec(messageId.trim())?.[1];
}
