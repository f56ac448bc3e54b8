import type { Zone } from '../../domain/kernel/instant.ts';
import type { AccessScope } from '../../domain/people/access.ts';
import type { Question } from '../../domain/surveys/question.ts';
import {
  isAmong,
  joinResults,
  monthRange,
  resultsOf,
  type ResponseFilter,
  type Results,
} from '../../domain/surveys/results.ts';
import type { PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walkPages } from '../../ports/walk.ts';
import { canSee } from './read-responses.ts';

/** What is counted of a survey, for whom, and from where on. */
type Counting = {
  organisation: string;
  surveyId: string;
  /** Those of one version throughout: results of different questions are not joined. */
  questions: readonly Question[];
  filter: ResponseFilter;
  access: AccessScope;
  zone: Zone;
  cursor: string | undefined;
  most: number;
};

/**
 * Counts the next responses to a survey, those that began first first: page by page, so that it takes no more memory
 * however many there are. Of a month only its own days and those beside it are read.
 *
 * @returns the figures, how many were read and were among them, and from where on there are more
 */
export async function countResponses(
  { store }: { store: Pick<Store, 'responses'> },
  { organisation, surveyId, questions, filter, access, zone, ...walked }: Counting,
): Promise<{ figures: Results; read: number; counted: number; cursor: string | undefined }> {
  let figures = resultsOf([], questions, zone);
  let [read, counted] = [0, 0];
  let cursor: string | undefined;
  const range = filter.month === undefined ? {} : monthRange(filter.month);
  const query = { index: 'bySurvey', of: surveyId, ...range } as const;
  const list = (page: PageRequest) => store.responses.list(organisation, { ...page, query });
  for await (const page of walkPages(list, walked)) {
    const among = page.items.filter(
      (response) => canSee(access, response) && isAmong(response, filter, zone),
    );
    figures = joinResults(figures, resultsOf(among, questions, zone));
    read += page.items.length;
    counted += among.length;
    ({ cursor } = page);
  }
  return { figures, read, counted, cursor };
}
