import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { TextInput } from '../../ui/inputs.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Read } from '../../ui/states.tsx';
import { catalogue, sections } from './catalogue.ts';
import { scopeParts } from './scope.ts';
import { ScopeSelect } from './scope-select.tsx';
import { SettingRow } from './setting-row.tsx';
import type { SettingName } from './values.ts';

const route = getRouteApi('/shell/settings');

/** Every setting at a level: what applies, who decided it, and changing it. */
export function SettingsPage() {
  const t = useT();
  const me = useMe();
  const isAdmin = useIs('admin');
  const navigate = route.useNavigate();
  const { scope = isAdmin ? 'organisation' : `user.${me.userId}`, search = '', edit } = route.useSearch();
  const applied = useRead('GET /v1/settings/{scope}/effective', { params: { scope } });
  const own = useRead('GET /v1/settings/{scope}', { params: { scope } });
  const shown = sections.flatMap((section) => {
    const names = section.names.filter((name) => matches(name, section.label, search, t));
    return names.length === 0 ? [] : [{ ...section, names }];
  });
  return (
    <Page title={t('Settings')} about={<About scope={scope} />}>
      <div className="flex flex-wrap items-start gap-3">
        <ScopeSelect
          scope={scope}
          onChange={(next) =>
            void navigate({ search: (before) => ({ ...before, scope: next, edit: undefined }) })
          }
        />
        <TextInput
          label={t('Find a setting')}
          type="search"
          value={search}
          className="sm:w-64"
          onChange={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
      </div>
      <Read of={applied}>
        {(settings) => (
          <Read of={own}>
            {(level) => (
              <div className="grid gap-5" key={scope}>
                {shown.length === 0 && (
                  <Empty title={t('No setting has this name')}>
                    {t('Look for another word, such as “hours”.')}
                  </Empty>
                )}
                {shown.map((section) => (
                  <Card key={section.label} title={t(section.label)}>
                    <div className="divide-line -my-4 divide-y">
                      {section.names.map((name) => (
                        <SettingRow
                          key={name}
                          name={name}
                          scope={scope}
                          applied={settings}
                          own={level}
                          isEditing={edit === name}
                          onEdit={(isOn) =>
                            void navigate({
                              search: (before) => ({ ...before, edit: isOn ? name : undefined }),
                              replace: true,
                              resetScroll: false,
                            })
                          }
                        />
                      ))}
                    </div>
                  </Card>
                ))}
              </div>
            )}
          </Read>
        )}
      </Read>
    </Page>
  );
}

/** Whether every word that is looked for stands somewhere in what the setting is called and does. */
function matches(name: SettingName, section: string, search: string, t: Say): boolean {
  const { label, about } = catalogue[name];
  const text = `${t(section)} ${t(label)} ${t(about)}`.toLowerCase();
  return search
    .toLowerCase()
    .split(' ')
    .every((word) => text.includes(word));
}

function About({ scope }: { scope: string }) {
  const t = useT();
  const { level, id } = scopeParts(scope);
  if (level === 'organisation')
    return t('They apply to everybody, unless a group or a user has an exception.');
  if (level === 'group')
    return t('Exceptions of the group come before the organisation, and those of a user before the group.');
  return (
    <>
      {t('What applies to this user, and where it is set.')}{' '}
      <Link to="/users/$id" params={{ id }}>
        {t('Open the user')}
      </Link>
    </>
  );
}
