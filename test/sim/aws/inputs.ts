/** What the product hands to the services, as far as the world looks at it. */

type Pair = { Name: string; Value: string };
/** What of a mail is looked at. */
export type SentEmail = {
  FromEmailAddress: string;
  ReplyToAddresses: string[];
  Destination: { ToAddresses: string[] };
  EmailTags: Pair[];
  Content: { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } }; Headers: Pair[] } };
};
export type PublishedText = { PhoneNumber: string; Message: string };
export type SentMessage = {
  QueueUrl: string;
  MessageBody: string;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
  DelaySeconds?: number;
};
export type CreatedSchedule = {
  Name: string;
  ScheduleExpression: string;
  Target: { Arn: string; Input: string; SqsParameters?: { MessageGroupId?: string } };
};
