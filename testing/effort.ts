const DEEP_FACTOR = 20;

/** Whether this is the long run (`npm run test:deep`), which does more of the same. */
export const isDeep = process.env.NGAO_TEST_DEEP === '1';

/** Takes the size of a property, attack or fault test in the usual run and gives its size in this run. */
export const effort = (usual: number): number => (isDeep ? usual * DEEP_FACTOR : usual);
