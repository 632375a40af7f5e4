import type { Tx } from '@/db/client';
import { notifyPerson } from '../notice/notify';
import { spellTime } from '../notice/spell-time';
import { languageOf } from '../notice/words';
import type { RequestFacts } from '../policy/actor';
import { originOf } from '../policy/origin';
import type { Tenant } from '../policy/tenant';
import { browserName } from '../trust/browser-name';

/** What CLDR calls a region that nobody knows. */
const NOWHERE = 'ZZ';

/** Tells a person that somebody signed in to their account from a browser or a country that is new. */
export async function tellNewSignIn(
  tx: Tx,
  tenant: Tenant,
  request: RequestFacts,
  personId: string,
  country: string | null,
): Promise<void> {
  await notifyPerson(tx, tenant, request.at, personId, {
    template: 'newSignIn',
    values: (locale) => {
      const language = languageOf(locale ?? tenant.locale);
      const places = new Intl.DisplayNames(language, { type: 'region' });
      return {
        browser: browserName(request.userAgent) ?? '–',
        place: places.of(country ?? NOWHERE) ?? '–',
        time: spellTime(request.at, language, tenant.timeZone),
        address: `${originOf(tenant)}/user/security`,
      };
    },
  });
}
