import type { RowKind } from './parameters';

/** A row with PaySim's columns, and beside them what the bench knows of it. */
export type Row = {
  step: number;
  kind: RowKind;
  amount: number;
  nameOrig: string;
  oldbalanceOrg: number;
  newbalanceOrig: number;
  nameDest: string;
  oldbalanceDest: number;
  newbalanceDest: number;
  /** The number of the case that the row belongs to; −1 of an honest row. */
  fraudCase: number;
  /** Hours since the payer's SIM was swapped, which no column says. */
  hoursSinceSwap: number | null;
};
