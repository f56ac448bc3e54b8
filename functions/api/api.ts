import { apiPorts } from '../runtime/api-ports.ts';
import { createApi } from './create-api.ts';

/** The REST API under `/v1`, behind the JWT authorizer. */
export const handler = createApi(apiPorts());
