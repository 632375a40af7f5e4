'use server';

import { refresh } from 'next/cache';
import { answerOwnQuestion } from '@/lib/auth/answer-question';
import { setPin } from '@/lib/auth/set-pin';
import { toAction } from '@/lib/entry/to-action';
import { answerSwap } from '@/lib/sim/swap/answer';

export const setPinAction = toAction(setPin, { finish: async () => refresh() });
export const answerSwapAction = toAction(answerSwap, { goTo: () => '/user/security' });
export const answerQuestionAction = toAction(answerOwnQuestion, { goTo: () => '/user/security' });
