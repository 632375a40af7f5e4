import { z } from 'zod';
import { isCurrency } from '../../base/money';

/** The currency of an account, where a person may have several; the tenant's own where none is said. */
export const currencyAsked = z.string().refine(isCurrency, 'This currency is not in use here.').optional();
