import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { DeviceFacts } from '@/components/security/device-facts';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import type { OwnSecurity } from '@/lib/auth/security-center';
import type { FormAction } from '@/lib/base/form-state';
import {
  distrustDeviceAction,
  forgetDeviceAction,
  readmitDeviceAction,
  renameDeviceAction,
  revokeDeviceAction,
  trustDeviceAction,
} from './actions';

type Device = OwnSecurity['devices'][number];

/** The browsers that one has signed in from before: what each is to one's account, and what can be done about it. */
export function DevicesCard({ devices }: { devices: Device[] }) {
  const t = useTranslations('device');
  return (
    <Card title={t('title')} description={t('description')} flush>
      {devices.length === 0 ? <p className="px-4 py-3.5 text-ink-soft sm:px-5">{t('none')}</p> : null}
      <ul className="divide-y divide-line">
        {devices
          .toSorted((a, b) => Number(b.current) - Number(a.current))
          .map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
      </ul>
    </Card>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const t = useTranslations('device');
  const browser = device.name ?? device.browser ?? t('unknownBrowser');
  const press = (action: FormAction, word: 'trust' | 'distrust' | 'revoke' | 'readmit' | 'forget') => (
    <CommandForm action={action} className="contents">
      <input type="hidden" name="deviceId" value={device.id} />
      <SubmitButton variant="secondary" size="sm" aria-label={t(`${word}One`, { browser })}>
        {t(word)}
      </SubmitButton>
    </CommandForm>
  );
  return (
    <li className="space-y-3 px-4 py-3 sm:px-5">
      <DeviceFacts
        device={device}
        badge={device.current ? <Badge tone="fine">{t('thisOne')}</Badge> : undefined}
      />
      <div className="flex flex-wrap gap-2">
        {device.trustable ? press(trustDeviceAction, 'trust') : null}
        {device.trust === 'trusted' ? press(distrustDeviceAction, 'distrust') : null}
        {device.trust === 'revoked' && !device.current ? press(readmitDeviceAction, 'readmit') : null}
        {device.trust !== 'revoked' && !device.current ? (
          <>
            {press(revokeDeviceAction, 'revoke')}
            {press(forgetDeviceAction, 'forget')}
          </>
        ) : null}
      </div>
      <Disclosure title={t('renameOne', { browser })}>
        <CommandForm
          action={renameDeviceAction}
          label={t('renameOne', { browser })}
          className="flex flex-wrap items-end gap-2"
        >
          <input type="hidden" name="deviceId" value={device.id} />
          <TextField
            name="name"
            label={t('name')}
            defaultValue={device.name ?? ''}
            maxLength={60}
            autoComplete="off"
            className="min-w-40 flex-1"
          />
          <SubmitButton variant="secondary">{t('rename')}</SubmitButton>
        </CommandForm>
      </Disclosure>
    </li>
  );
}
