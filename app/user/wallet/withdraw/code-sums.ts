/** Stand where sums do in words that are spelt before the sums are known. */
export const CODE_SUMS = { fee: '{fee}', total: '{total}' } as const;
