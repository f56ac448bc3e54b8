import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { languages, type Language } from '#shared/domain/kernel/language.ts';

/** The first language of the browser that we know; English otherwise. */
export function preferredLanguage(event: APIGatewayProxyEventV2): Language {
  const wanted = (event.headers['accept-language'] ?? '').toLowerCase().split(',', 20);
  const tags = wanted.map((tag) => tag.trim().slice(0, 2));
  return tags.flatMap((tag) => languages.filter((language) => language === tag))[0] ?? 'en';
}
