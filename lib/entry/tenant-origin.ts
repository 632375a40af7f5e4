import { originOf } from '../policy/origin';
import { currentTenant } from './request-facts';

/** The address that this tenant's people open. */
export const tenantOrigin = async (): Promise<string> => originOf(await currentTenant());
