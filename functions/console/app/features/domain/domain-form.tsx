import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Form, FormButtons } from '../../ui/form.tsx';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { toast } from '../../ui/toast.tsx';
import type { SendingDomain } from './domain-words.ts';

/** The host that is proposed for links, until somebody writes another. */
const proposedHost = (domain: string): string => (domain === '' ? '' : `go.${domain}`);

/** Chooses the domain, or changes it; `before`: what is chosen now. */
export function DomainForm({ before, onClose }: { before?: SendingDomain; onClose?: () => void }) {
  const t = useT();
  const [domain, setDomain] = useState(before?.domain ?? '');
  const [host, setHost] = useState(before?.linkHost);
  const [hostRecord, setHostRecord] = useState<SendingDomain['hostRecord']>(before?.hostRecord ?? 'cname');
  const put = useAct('PUT /v1/sending-domain', {
    refreshes: ['GET /v1/sending-domain', 'GET /v1/settings'],
    onDone: () => {
      toast(t('Saved. Now publish the records and verify.'));
      onClose?.();
    },
  });
  const name = domain.trim().toLowerCase();
  const submit = (): void =>
    put.mutate({
      body: { domain: name, linkHost: (host ?? proposedHost(name)).trim(), hostRecord },
      revision: before?.revision ?? 'new',
    });
  return (
    <Form
      error={put.error}
      onSubmit={submit}
      className="grid max-w-lg gap-4"
      actions={
        <FormButtons
          action={before === undefined ? t('Show me the records') : t('Save')}
          busy={put.isPending}
          onCancel={onClose}
        />
      }
    >
      <TextInput
        label={t('Domain')}
        path="domain"
        value={domain}
        onChange={setDomain}
        placeholder="acme.example"
        hint={t('Users with an address in it send from that address.')}
      />
      <TextInput
        label={t('Host of the links')}
        path="linkHost"
        value={host ?? proposedHost(name)}
        onChange={setHost}
        placeholder="go.acme.example"
        hint={t('A name under the domain that nothing else uses.')}
      />
      <Select
        label={t('How the host is published')}
        path="hostRecord"
        value={hostRecord}
        onChange={setHostRecord}
        options={[
          { value: 'cname', label: t('As a CNAME (usual)') },
          { value: 'address', label: t('As an alias of the DNS host (A and AAAA)') },
        ]}
      />
    </Form>
  );
}
