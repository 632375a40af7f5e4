import { proposeFunding, proposeReturn } from './propose';

/** What is done about the floats of agents. */
export const FLOAT_COMMANDS = [proposeFunding, proposeReturn] as const;
