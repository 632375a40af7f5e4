DROP INDEX "stock_import_lines_bad";--> statement-breakpoint
ALTER TABLE "sims" ADD COLUMN "iccid_backwards" text NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_import_lines" ADD COLUMN "verdict" text NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_import_lines" ADD COLUMN "problem_values" jsonb;--> statement-breakpoint
ALTER TABLE "stock_imports" ADD COLUMN "problem_values" jsonb;--> statement-breakpoint
ALTER TABLE "stock_imports" ADD COLUMN "mode" text;--> statement-breakpoint
ALTER TABLE "stock_imports" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
CREATE INDEX "sims_in_stock_by_last_digits" ON "sims" USING btree ("tenant_id","iccid_backwards" collate "C") WHERE "sims"."state" = 'in_stock';--> statement-breakpoint
CREATE INDEX "sims_by_preset_msisdn" ON "sims" USING btree ("tenant_id","preset_msisdn") WHERE "sims"."preset_msisdn" is not null;--> statement-breakpoint
CREATE INDEX "stock_import_lines_by_verdict" ON "stock_import_lines" USING btree ("tenant_id","import_id","verdict","line");--> statement-breakpoint
CREATE INDEX "stock_import_lines_by_imsi" ON "stock_import_lines" USING btree ("tenant_id","import_id","imsi");--> statement-breakpoint
CREATE INDEX "stock_import_lines_by_msisdn" ON "stock_import_lines" USING btree ("tenant_id","import_id","preset_msisdn") WHERE "stock_import_lines"."preset_msisdn" is not null;