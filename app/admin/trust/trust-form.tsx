import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { LinkButton } from '@/components/ui/link-button';
import { HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { RESPONSES, RISK_KINDS, SEVERITIES } from '@/lib/policy/response-settings';
import { GROUPS } from '@/lib/policy/zone';
import type { ShownTrust } from '@/lib/tenant/trust/show-trust';
import { ANSWERED_LEVELS, OWN_ZONES } from '@/lib/tenant/trust/trust-form';
import { Box, Boxes } from '../sign-in/form';
import { updateTrustAction } from './actions';
import { DemandFields, Whole } from './demand-fields';

type Props = { shown: ShownTrust; isChanging: boolean };

/** All that is demanded as one form; while it is only looked at, nothing of it can be typed into. */
export async function TrustForm({ shown, isChanging }: Props) {
  const t = await getTranslations('zones');
  return (
    <CommandForm action={updateTrustAction} label={t('title')} className="space-y-5">
      <input type="hidden" name="version" value={shown.version} />
      <fieldset disabled={!isChanging} className="min-w-0 space-y-5">
        <legend className="sr-only">{t('title')}</legend>
        {OWN_ZONES.map((zone) => (
          <Card key={zone} title={t(`zone.${zone}`)} description={t(`zoneText.${zone}`)}>
            <DemandFields of={zone} demands={shown.zones[zone]} />
          </Card>
        ))}
        <Card title={t('fixed.title')}>
          <ul className="list-disc space-y-1 pl-5 text-ink-soft">
            <li>{t('fixed.public')}</li>
            <li>{t('fixed.platform')}</li>
          </ul>
        </Card>
        <Card title={t('groups.title')} description={t('groups.description')}>
          <div className="space-y-3">
            {GROUPS.map((group) => (
              <Disclosure
                key={group}
                title={
                  <span className="min-w-0">
                    {t(`group.${group}`)}{' '}
                    <span className="font-normal text-ink-soft text-small">
                      {t('groups.wants', { count: Object.keys(shown.groups[group]).length })}
                    </span>
                  </span>
                }
              >
                <DemandFields of={group} demands={shown.groups[group]} asZone={t('groups.asZone')} />
              </Disclosure>
            ))}
          </div>
        </Card>
        <ResponsesCard shown={shown} />
        <Card title={t('policies.title')}>
          <Box
            name="policiesGrant"
            label={t('policies.grant')}
            hint={t('policies.grantHint')}
            ticked={shown.policiesGrant}
          />
        </Card>
      </fieldset>
      {isChanging ? (
        <Card title={t('save.title')} description={t('save.description')}>
          <div className="flex flex-wrap gap-2">
            <SubmitButton>{t('save.submit')}</SubmitButton>
            <LinkButton href="/admin/trust">{t('save.cancel')}</LinkButton>
          </div>
        </Card>
      ) : null}
    </CommandForm>
  );
}

/** What is done by itself about a risk, by what was found and how bad it is. */
async function ResponsesCard({ shown: { responses } }: { shown: ShownTrust }) {
  const t = await getTranslations('zones.responses');
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="space-y-5">
        {RISK_KINDS.flatMap((kind) =>
          ANSWERED_LEVELS.map((level) => (
            <Boxes
              key={`${kind}:${level}`}
              name="responses"
              legend={t('at', { kind: t(`kind.${kind}`), level: t(`level.${level}`) })}
              options={RESPONSES.map((response) => ({
                value: `${kind}:${level}:${response}`,
                label: t(`response.${response}`),
              }))}
              ticked={responses[kind][level].map((response) => `${kind}:${level}:${response}`)}
            />
          )),
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Whole name="blockMinutes" label={t('blockMinutes')} value={responses.blockMs / MINUTE_MS} />
          {SEVERITIES.map((severity) => (
            <Whole
              key={severity}
              name={`${severity}-dueHours`}
              label={t(`due.${severity}`)}
              value={responses.dueMs[severity] / HOUR_MS}
            />
          ))}
        </div>
      </div>
    </Card>
  );
}
