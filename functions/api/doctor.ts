import { doctorOperations } from '#shared/contracts/api/doctor.ts';
import { doctorPorts } from '../runtime/doctor-ports.ts';
import { doctorHandlers } from './handlers/doctor/doctor.ts';
import { serveOperations } from './serve-operations.ts';

/** It throws nothing that is anybody's fault but ours. */
const mapNoError = () => undefined;

/** `GET /v1/doctor`: a function of its own, since nothing else of the API may read the AWS account. */
export const handler = serveOperations(doctorPorts(), doctorOperations, doctorHandlers, mapNoError);
