import type { FunctionDefinition } from '../function-definition.ts';
import { read, readWrite } from './grants.ts';

/** Functions of the same HTTP API that anybody may call: links, pages, the console, what services send. */
export const publicFunctions: readonly FunctionDefinition[] = [
  {
    id: 'receive-events',
    entry: 'functions/public/receive-events.ts',
    trigger: { kind: 'public', routes: ['POST /in/{connection}/{token}'] },
    grants: [
      ...read('connections'),
      ...readWrite('sync-states'),
      { table: 'incoming-events', access: 'write' },
      { use: 'read-credentials' },
    ],
    memoryMb: 256,
    timeoutSeconds: 10,
    toldBy5xx: true,
    impact: 'Calls and bookings are not taken in; most services send them again for some hours.',
  },
  {
    id: 'public',
    entry: 'functions/public/public.ts',
    trigger: {
      kind: 'public',
      routes: [
        ...['GET /openapi.json', 'GET /docs', 'GET /health', 'GET /u/{token}', 'POST /u/{token}'],
        ...['GET /s/{token}', 'POST /s/{token}'],
        ...['GET /l/{token}', 'HEAD /l/{token}', 'GET /o/{token}', 'HEAD /o/{token}'],
      ],
    },
    grants: [
      ...readWrite('leads', 'enrollments', 'lane-days', 'tasks', 'activities', 'suppressions', 'responses'),
      ...read('settings', 'users', 'groups', 'sequences', 'sequence-versions', 'contact-intervals'),
      ...read('short-links', 'surveys', 'survey-versions'),
      { table: 'visits', access: 'write' },
      { queue: 'lanes' },
      { queue: 'visits' },
      { use: 'schedules' },
      { use: 'link-secret' },
    ],
    memoryMb: 512,
    timeoutSeconds: 15,
    frequent: true,
    reservedShare: 1,
    impact: 'Recipients cannot unsubscribe or answer surveys, and the links in their messages lead nowhere.',
  },
  {
    id: 'console',
    entry: 'functions/console/serve.ts',
    files: 'console',
    trigger: { kind: 'public', routes: ['GET /', 'GET /console', 'GET /console/{proxy+}'] },
    grants: [{ use: 'sign-in' }],
    memoryMb: 512,
    timeoutSeconds: 10,
    toldBy5xx: true,
    impact: 'The console does not open in a browser; the API and everything that is under way go on.',
  },
];
