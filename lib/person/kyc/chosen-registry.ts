import { env } from '../../base/env';
import { Refusal } from '../../base/refusal';
import { pretendRegistry } from './pretend-registry';
import { httpRegistry, type IdentityRegistry } from './registry';

/** The registry that this installation asks; undefined where there is none. Only the demo and tests pretend to have one. */
export function identityRegistry(): IdentityRegistry | undefined {
  const { NATIONAL_ID_URL: url, NATIONAL_ID_KEY: key, NGAO_MODE } = env();
  if (url && key) return httpRegistry({ url, key });
  return NGAO_MODE === 'production' ? undefined : pretendRegistry();
}

export const noRegistry = () =>
  new Refusal(
    'registry_not_there',
    'No registry of IDs is set up here. A second member of staff looks at the pictures instead.',
    { status: 409 },
  );
