import type { HeldLevel, ProviderRefusal } from './send-failure.ts';

/**
 * Reasons that concern the stage whatever the exception is: its account, its settings, or that it is in the sandbox, where
 * texts go to verified numbers alone. What concerns the recipient's country or number is not among them, since texts to
 * others go out.
 */
const reasonsOfStage = new Set([
  'ACCOUNT_DISABLED',
  'CHANNEL_NOT_ENABLED',
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  'INSUFFICIENT_ACCOUNT_REPUTATION',
  'INVALID_ARN',
  'MESSAGE_TYPE_MISMATCH',
  'NUMBER_CAPABILITIES_MISMATCH',
  'RESOURCE_NOT_ACCESSIBLE',
  'RESOURCE_NOT_ACTIVE',
]);

/** Exceptions that concern the stage, since this API answers all of its own with 400. */
const exceptionsOfStage = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
]);

/** Too many texts to one number in a day: of all quotas the one that is the recipient's alone. */
const ofRecipient = 'DAILY_DESTINATION_CALL_LIMIT';

/** Whom a refusal of AWS End User Messaging concerns, where it is not the message's fault (F10). */
export function levelOfEndUserMessagingRefusal({
  name,
  reason,
}: ProviderRefusal): HeldLevel | 'message' | undefined {
  if (reason === ofRecipient) return 'message';
  return exceptionsOfStage.has(name) || reasonsOfStage.has(reason ?? '') ? 'stage' : undefined;
}
