/** What is read again once an enrolment has changed. */
export const afterChange = [
  'GET /v1/enrollments',
  'GET /v1/leads/{id}/activities',
  'GET /v1/tasks',
  'GET /v1/leads/{id}',
];
