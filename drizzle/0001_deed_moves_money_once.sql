DROP INDEX "transfers_by_deed";--> statement-breakpoint
CREATE UNIQUE INDEX "deed_moves_money_once" ON "transfers" USING btree ("tenant_id","deed_id","operation");--> statement-breakpoint
CREATE INDEX "transfers_to_first_payees" ON "transfers" USING btree ("tenant_id","debit_account_id","credit_account_id") WHERE "transfers"."first_payee";