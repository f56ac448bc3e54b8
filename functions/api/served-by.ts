import type { Operation } from '#shared/contracts/api/operation.ts';
import type { ApiFunction, FunctionOf } from './api-routes.ts';

/** Those of some operations that a function of the API serves. */
export type ServedBy<Id extends ApiFunction, Operations extends Record<string, Operation>> = {
  [
    Name in keyof Operations as FunctionOf<Operations[Name]['on']> extends Id ? Name : never
  ]: Operations[Name];
};
