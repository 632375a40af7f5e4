import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

const judge = new ZxcvbnFactory({ dictionary: { ...dictionary, ...english }, graphs: adjacencyGraphs });

/** How soon a password would be guessed, from 0 (at once) to 4. It is large, so whoever needs it loads it when it is needed. */
export const scoreOf = (password: string) => judge.check(password).score;
