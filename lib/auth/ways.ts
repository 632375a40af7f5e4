import { z } from 'zod';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { missingKind } from '../policy/second-factor-policy';
import { isFirst } from './may-enrol';
