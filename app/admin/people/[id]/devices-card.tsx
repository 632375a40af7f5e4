import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { DeviceFacts } from '@/components/security/device-facts';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { needsFreshProof, sendAway } from '@/lib/entry/page';
import type { ShownPerson } from '@/lib/person/show-person';
import { revokeDeviceAction } from './actions';

/** The browsers that a person has signed in from. What is lost is revoked by a plain link first, so that a proof leads back. */
export function DevicesCard({ person: { id, security, revocable } }: { person: ShownPerson }) {
  const t = useTranslations('device');
  return (
    <Card title={t('staff.title')}>
      {security.devices.length === 0 ? <p className="text-ink-soft">{t('staff.none')}</p> : null}
      <ul className="divide-y divide-line">
        {security.devices.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
            <DeviceFacts device={device} />
            {revocable && device.trust !== 'revoked' ? (
              <LinkButton
                size="sm"
                prefetch={false}
                href={`/admin/people/${id}?revoke=${device.id}`}
                aria-label={t('staff.revokeOne', {
                  browser: device.name ?? device.browser ?? t('unknownBrowser'),
                })}
              >
                {t('staff.revoke')}
              </LinkButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Asks why a browser is revoked, before it is. The second factor is asked for first. */
export async function RevokeDevice({ person, asked }: { person: ShownPerson; asked: string | undefined }) {
  const device = person.security.devices.find(({ id }) => id === asked);
  if (!device || device.trust === 'revoked' || !person.revocable) return null;
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const t = await getTranslations('device');
  const browser = device.name ?? device.browser ?? t('unknownBrowser');
  const title = t('staff.revokeTitle', { browser, name: person.name });
  return (
    <Card title={title} description={t('staff.revokeText')} className="border-look-line">
      <CommandForm action={revokeDeviceAction} label={title}>
        <input type="hidden" name="personId" value={person.id} />
        <input type="hidden" name="deviceId" value={device.id} />
        <TextField
          name="reason"
          label={t('staff.reason')}
          hint={t('staff.reasonHint')}
          maxLength={200}
          autoComplete="off"
        />
        <div className="flex gap-2">
          <SubmitButton>{t('staff.doRevoke')}</SubmitButton>
          <LinkButton href={`/admin/people/${person.id}`}>{t('staff.no')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}
