import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { TemplateForm } from './template-form.tsx';
import { templateKinds, type Template } from './template-kinds.ts';
import { TemplateMenu } from './template-menu.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { TemplateTexts } from './template-texts.tsx';
import { TemplateUses } from './template-uses.tsx';

const route = getRouteApi('/shell/templates/$id');

/** One template: its texts, how they look for a lead, and where they are used. */
export function TemplatePage() {
  const t = useT();
  const { id } = route.useParams();
  const read = useRead('GET /v1/templates/{id}', { params: { id } });
  const template = read.data?.id === id ? read.data : undefined;
  const { nameOf } = useUsers();
  return (
    <Page
      title={template?.name ?? t('Template')}
      above={<Link to="/templates">{t('Templates')}</Link>}
      about={
        template &&
        t('{kind} · {owner}', {
          kind: t(templateKinds[template.kind].label),
          owner: nameOf(template.ownerId),
        })
      }
      actions={template && <TemplateMenu template={template} />}
    >
      <Read of={{ ...read, data: template }}>{(found) => <Parts key={found.id} template={found} />}</Read>
    </Page>
  );
}

function Parts({ template }: { template: Template }) {
  const t = useT();
  const me = useMe();
  const isAdmin = useIs('admin');
  const canChange = isAdmin || template.ownerId === me.userId;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card title={t('Text')}>
        {canChange ? (
          <TemplateForm template={template} mustBeShared={template.usedBy > 0} />
        ) : (
          <div className="grid gap-3">
            <Notice>{t('Only its owner and admins change it. Duplicate it to make one of your own.')}</Notice>
            <TemplateTexts template={template} />
          </div>
        )}
      </Card>
      <div className="grid gap-4">
        <Card title={t('As a lead gets it')}>
          <TemplatePreview template={template} />
        </Card>
        <Card title={t('Where it is used')}>
          <TemplateUses id={template.id} />
        </Card>
      </div>
    </div>
  );
}
