import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Dns } from '#shared/ports/dns.ts';

type Publish = (type: 'CNAME' | 'TXT' | 'MX' | 'A', name: string, value: string) => void;

/** What every DNS answers. */
export function dnsContract(name: string, open: () => { dns: Dns; publish: Publish }): void {
  describe(`DNS by ${name}`, () => {
    test('A8: each type of record is read as it is published, whatever the case of its name', async () => {
      const { dns, publish } = open();
      publish('CNAME', 'go.acme.example', 'links.stage.example');
      publish('MX', 'bounce.acme.example', '10 feedback.example');
      publish('A', 'a.acme.example', '192.0.2.7');
      assert.deepEqual(await dns.cname('GO.acme.example'), {
        kind: 'found',
        values: ['links.stage.example'],
      });
      assert.deepEqual(await dns.mx('bounce.acme.example'), {
        kind: 'found',
        values: ['10 feedback.example'],
      });
      assert.deepEqual(await dns.addresses('a.acme.example'), { kind: 'found', values: ['192.0.2.7'] });
    });

    test('A8: a long text comes in one piece', async () => {
      const { dns, publish } = open();
      const long = `v=DMARC1; p=none; rua=mailto:${'a'.repeat(300)}@acme.example`;
      publish('TXT', '_dmarc.acme.example', long);
      assert.deepEqual(await dns.txt('_dmarc.acme.example'), { kind: 'found', values: [long] });
    });

    test('A8: a name that is not there is told from one without that record', async () => {
      const { dns, publish } = open();
      publish('TXT', 'only-text.example', 'x');
      assert.deepEqual(await dns.mx('only-text.example'), { kind: 'no-record' });
      assert.deepEqual(await dns.mx('nothing.example'), { kind: 'no-name' });
      assert.deepEqual(await dns.addresses('nothing.example'), { kind: 'no-name' });
    });
  });
}
