import type { Deed } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { browserName } from '../../trust/browser-name';
import type { OwnDevice } from '../../trust/device/device-rules';

type About = {
  template: 'deviceTrusted' | 'deviceRevoked' | 'deviceReadmitted' | 'deviceRevokedByStaff';
  device: OwnDevice;
};

/** Tells a person what became of a browser of theirs, at every address: whoever did it may be at one of them. */
export async function tellOfDevice(
  { tx, tenant, now }: Omit<Deed, 'actor'>,
  personId: string,
  { template, device }: About,
): Promise<void> {
  const values = { browser: browserName(device.userAgent) ?? '–' };
  await notifyPerson(tx, tenant, now, personId, { template, values, everywhere: true });
}
