import { memoryStore } from '#test/support/memory/memory-store.ts';
import { documentsContract } from './documents-contract.ts';
import { factsContract } from './facts-contract.ts';
import { scanContract } from './scan-contract.ts';

const store = memoryStore();
documentsContract('memory', () => store);
factsContract('memory', () => store);
scanContract('memory', () => store);
