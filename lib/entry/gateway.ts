import type { Tenant } from '../policy/tenant';
import { answerCallForm, answerSmsForm } from '../server/gateway';
import { currentTenant, requestFacts } from './request-facts';
import { refusalResponse } from './to-route';

/** The routes of the gateway of USSD and SMS. They authenticate by themselves and know no cookie. */
const route =
  (answer: typeof answerCallForm) =>
  async (asked: Request): Promise<Response> => {
    try {
      const tenant: Tenant = await currentTenant();
      const { at, id, ip } = await requestFacts();
      return await answer(tenant, { at, id, ip: ip ?? '' }, asked);
    } catch (error) {
      return refusalResponse(error);
    }
  };

export const receiveCall = route(answerCallForm);
export const receiveMessage = route(answerSmsForm);
